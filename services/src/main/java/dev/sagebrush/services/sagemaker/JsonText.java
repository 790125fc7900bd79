package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as it stands in the files of a container: configuration, manifests, records. */
final class JsonText {

  private JsonText() {}

  /** One JSON text as maps, lists and scalars; numbers keep their digits. */
  static @Nullable Object read(InputStream in) throws IOException {
    return read(in.readAllBytes());
  }

  /** One JSON text as maps, lists and scalars; numbers keep their digits. */
  static @Nullable Object read(byte[] json) throws IOException {
    try {
      return Json.parse(new String(json, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Maps, lists and scalars as compact JSON. */
  static byte[] bytes(@Nullable Object tree) {
    StringBuilder text = new StringBuilder();
    write(tree, text);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case null -> text.append("null");
      case Map<?, ?> map -> {
        String before = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(before);
          string(String.valueOf(entry.getKey()), text);
          text.append(':');
          write(entry.getValue(), text);
          before = ",";
        }
        text.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String before = "[";
        for (Object item : list) {
          text.append(before);
          write(item, text);
          before = ",";
        }
        text.append(list.isEmpty() ? "[]" : "]");
      }
      case Double number when number.isNaN() || number.isInfinite() -> text.append("null");
      case Double number -> text.append(new BigDecimal(number.toString()).toPlainString());
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag);
      default -> string(value.toString(), text);
    }
  }

  private static void string(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
