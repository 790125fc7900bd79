package dev.sagebrush.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PageTokensTest {

  private final Ids ids = new Ids(new Random(3));
  private final PageTokens tokens = new PageTokens(ids.bytes(32));

  @Test
  void resumesItsOwnQuery() {
    String token = tokens.issue("ListModels|us-east-1", "näme\u0000\uD83D\uDE00");
    assertTrue(token.matches("[A-Za-z0-9_-]+"));
    assertEquals("näme\u0000\uD83D\uDE00", tokens.resume("ListModels|us-east-1", token));
  }

  @Test
  void refusesEveryOtherToken() {
    String token = tokens.issue("query", "key");
    PageTokens stranger = new PageTokens(ids.bytes(32));
    assertThrows(InvalidPageTokenException.class, () -> tokens.resume("other", token));
    assertThrows(InvalidPageTokenException.class, () -> stranger.resume("query", token));
    assertThrows(InvalidPageTokenException.class, () -> tokens.resume("query", ""));
    assertThrows(InvalidPageTokenException.class, () -> tokens.resume("query", "%%%"));
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThrows(InvalidPageTokenException.class, () -> tokens.resume("query", forged));
    }
  }

  @Test
  void survivesAnything() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(60); j > 0; j--) {
        text.append((char) (random.nextInt(5) == 0 ? random.nextInt() : 45 + random.nextInt(78)));
      }
      assertThrows(InvalidPageTokenException.class, () -> tokens.resume("query", text.toString()));
    }
  }

  @Test
  void wantsAWholeKey() {
    assertThrows(IllegalArgumentException.class, () -> new PageTokens(new byte[31]));
  }
}
