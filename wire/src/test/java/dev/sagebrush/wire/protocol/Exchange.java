package dev.sagebrush.wire.protocol;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Requests made of text, and answers seen as text. */
final class Exchange {

  static final String ID = "7b9e2f00-0000-4000-8000-000000000001";

  private Exchange() {}

  static HttpRequest request(String method, String target, String body, String... headers) {
    Headers fields = new Headers();
    for (int i = 0; i < headers.length; i += 2) {
      fields.add(headers[i], headers[i + 1]);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    int mark = target.indexOf('?');
    return new HttpRequest(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        fields,
        new ByteArrayInputStream(bytes),
        false,
        "127.0.0.1",
        ID);
  }

  static String text(HttpResponse response) {
    Content.Bytes content = assertInstanceOf(Content.Bytes.class, response.content());
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }
}
