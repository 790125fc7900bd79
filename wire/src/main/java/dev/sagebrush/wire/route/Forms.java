package dev.sagebrush.wire.route;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.auth.GzipBody;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Requests of the query protocol: an {@code Action} among the parameters of a query or a form. */
final class Forms {

  /** A form with its action, and the request to go on with. */
  record Form(String action, String version, HttpRequest request) {}

  private final int maxBytes;

  Forms(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The action of a request, or null when it has none. A form body is read for it and handed on.
   *
   * @throws ServiceException when the body is larger than allowed
   */
  @Nullable Form peek(HttpRequest request, Query query) throws IOException {
    String action = query.get("Action");
    if (action != null) {
      return new Form(action, orEmpty(query.get("Version")), request);
    }
    String type = request.headers().get("content-type", "");
    if (!request.method().equals("POST") || !type.startsWith("application/x-www-form-urlencoded")) {
      return null;
    }
    byte[] bytes = limited(request.body());
    byte[] text = GzipBody.below(request.headers()) == null ? bytes : unzipped(bytes);
    Query form = Query.of(new String(text, StandardCharsets.ISO_8859_1));
    HttpRequest again = request.body(new ByteArrayInputStream(bytes));
    return new Form(orEmpty(form.get("Action")), orEmpty(form.get("Version")), again);
  }

  private byte[] limited(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw ServiceException.of(
          "RequestEntityTooLarge", 413, "The form is larger than " + maxBytes + " bytes.");
    }
    return bytes;
  }

  /** The form within; the request goes on as it came, because its signature covers it so. */
  private byte[] unzipped(byte[] bytes) throws IOException {
    try (InputStream zipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return limited(zipped);
    } catch (ZipException broken) {
      throw ServiceException.of(
          "SerializationException", 400, "The body is not gzip: " + broken.getMessage());
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
