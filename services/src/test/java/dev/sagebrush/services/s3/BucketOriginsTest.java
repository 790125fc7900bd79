package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.model.s3.CORSConfiguration;
import dev.sagebrush.model.s3.CORSRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketOriginsTest {

  private static final CORSConfiguration RULES =
      CORSConfiguration.builder()
          .corsRules(
              List.of(
                  rule("GET", "*suffix", null),
                  rule("GET", "start*end", null),
                  rule("PUT", "*.put", List.of("X-Amz-*", "etag")),
                  rule("DELETE", "*", null)))
          .build();

  private static CORSRule rule(String method, String origin, List<String> headers) {
    return CORSRule.builder()
        .allowedMethods(List.of(method))
        .allowedOrigins(List.of(origin))
        .allowedHeaders(headers)
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "foo.suffix,GET,foo.suffix",
    "suffix,GET,suffix",
    "foo.suffix.get,GET,",
    "startend,GET,startend",
    "start1end,GET,start1end",
    "starend,GET,",
    "a.put,GET,",
    "a.put,PUT,a.put",
    "anything,DELETE,*"
  })
  void theFirstRuleThatMatchesDecides(String origin, String method, String allowed) {
    assertEquals(allowed, BucketOrigins.ask(RULES, origin, method, List.of()).origin());
  }

  @Test
  void headersMustBeAllowed() {
    assertEquals(
        "a.put", BucketOrigins.ask(RULES, "a.put", "PUT", List.of("x-amz-acl", "etag")).origin());
    assertNull(BucketOrigins.ask(RULES, "a.put", "PUT", List.of("range")).origin());
    assertNull(BucketOrigins.ask(RULES, "foo.suffix", "GET", List.of("range")).origin());
  }
}
