package dev.sagebrush.wire.form;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.codec.Percent;
import dev.sagebrush.wire.codec.XmlCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The {@code tagging} field of a form, which is a document where a header is a query string. */
public final class FormTags {

  private FormTags() {}

  /**
   * The tags as the {@code x-amz-tagging} header has them.
   *
   * @param api that has the shape {@code Tagging}
   * @throws ServiceException {@code MalformedXML}
   */
  public static String header(Api api, String document) {
    Shape shape = api.shape("Tagging");
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    try {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      new XmlCodec(Limits.DEFAULT).read(bytes, shape, values);
    } catch (Malformed malformed) {
      ServiceException refusal =
          ServiceException.of(
              "MalformedXML",
              400,
              "The XML you provided was not well-formed or did not validate against our published"
                  + " schema");
      refusal.initCause(malformed);
      throw refusal;
    }
    StringJoiner header = new StringJoiner("&");
    Object tags = value(shape.create(values), "TagSet");
    for (Object tag : tags instanceof List<?> list ? list : List.of()) {
      header.add(text(tag, "Key") + "=" + text(tag, "Value"));
    }
    return header.toString();
  }

  private static String text(Object tag, String name) {
    Object value = value((Struct) tag, name);
    return value == null ? "" : Percent.encode(value.toString());
  }

  private static @Nullable Object value(Struct struct, String name) {
    Member member = struct.modelShape().member(name);
    return member == null ? null : struct.memberAt(member.index());
  }
}
