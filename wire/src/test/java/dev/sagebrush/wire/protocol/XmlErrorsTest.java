package dev.sagebrush.wire.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.NoSuchEntityException;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class XmlErrorsTest {

  @Test
  void whatAnErrorSaysStandsWhereClientsLookWhateverTheModelCallsIt() {
    HttpRequest request =
        new HttpRequest(
            "POST", "/", "", new Headers(), InputStream.nullInputStream(), false, "::1", "id");
    Content content =
        new Protocols()
            .of("query", IAMApi.API)
            .error(IAMApi.API, null, NoSuchEntityException.because("No such user."), request)
            .content();
    String document = new String(((Content.Bytes) content).bytes(), StandardCharsets.UTF_8);
    assertTrue(document.contains("<Message>No such user.</Message>"), document);
  }
}
