package dev.sagebrush.kernel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small matchers that statements are made of. */
class PatternsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'', '', true",
        "'', a, false",
        "*, '', true",
        "?, '', false",
        "a*c, abc, true",
        "a*c, ac, true",
        "a*c, acb, false",
        "a*a, a, false",
        "a*b*c, axbxbxc, true",
        "a*b*c, axcxb, false",
        "*a?*, ba, false",
        "*a?*, bab, true",
        "**x, x, true",
        "a??d, abcd, true",
        "a??d, abd, false",
        "ab*ab*ab, ababab, true",
        "ab*ab*ab, abab, false"
      })
  void globs(String pattern, String text, boolean like) {
    assertEquals(like, Glob.of(pattern).matches(text));
  }

  @Test
  void aLongTextOfStarsEndsSoon() {
    assertEquals(false, Glob.of("*a".repeat(50) + "b").matches("a".repeat(20_000)));
  }

  @Test
  void templatesTakeValuesAsTheyAre() {
    RequestContext context =
        RequestContext.of(Map.of("aws:UserName", List.of("a*"), "aws:TagKeys", List.of("x", "y")));
    assertEquals(
        true, Template.of("u/${aws:username}/*", true, true).resolve(context).matches("u/a*/x"));
    assertEquals(
        false, Template.of("u/${aws:username}/*", true, true).resolve(context).matches("u/ab/x"));
    assertNull(Template.of("${aws:TagKeys}", true, true).resolve(context));
    assertNull(Template.of("${aws:None}", true, true).resolve(context));
    assertEquals(
        "d e", Template.of("${ aws:None , 'd e' }", true, true).resolve(context).literal());
    assertEquals("", Template.of("${aws:None,''}", true, true).resolve(context).literal());
    assertEquals("${open", Template.of("${open", true, true).resolve(context).literal());
    assertEquals("*?$", Template.of("${*}${?}${$}", true, true).resolve(context).literal());
    assertEquals("a*", Template.of("a*", true, false).resolve(context).literal());
    assertEquals("${x}", Template.of("${x}", false, true).resolve(context).literal());
  }

  @Test
  void aValueWithColonsStaysInItsPart() {
    ArnPattern pattern = ArnPattern.resource("arn:aws:sqs:*:${aws:x}:q", true);
    RequestContext context = RequestContext.of(Map.of("aws:x", List.of("1:other")));
    assertEquals(false, pattern.matches(new ArnText("arn:aws:sqs:r:1:other:q"), context));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T12:30:15Z, 2024-02-29T12:30:15Z",
    "2024-02-29T12:30:15.250Z, 2024-02-29T12:30:15.250Z",
    "2024-02-29T12:30Z, 2024-02-29T12:30:00Z",
    "2024-02-29t12:30:15+02:00, 2024-02-29T10:30:15Z",
    "2024-02-29T12:30:15-0130, 2024-02-29T14:00:15Z",
    "2024-02-29, 2024-02-29T00:00:00Z",
    "2024-02, 2024-02-01T00:00:00Z",
    "1709209815, 2024-02-29T12:30:15Z",
    "1709209815.5, 2024-02-29T12:30:15.500Z"
  })
  void dates(String text, String instant) {
    assertEquals(Instant.parse(instant), Dates.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "2023-02-29",
    "tomorrow",
    "2024-02-29T25:00Z",
    "2024-01-01T00:00:00+99:00",
    "-5"
  })
  void notDates(String text) {
    assertNull(Dates.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.20.30.40/20, 10.20.16.1, true",
    "0.0.0.0/0, 255.1.2.3, true",
    "0.0.0.0/0, ::1, false",
    "::/0, ::1, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::ffff:10.0.0.0/104, 10.1.1.1, true",
    "10.0.0.1, ::ffff:10.0.0.1, true",
    "10.0.0.0/8, 10.0.0.0/16, true",
    "10.0.0.0/16, 10.0.0.0/8, false"
  })
  void addresses(String range, String address, boolean within) {
    assertEquals(within, AddressRange.parse(range).contains(AddressRange.parse(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.0/33",
    "10.0.0.0/",
    "::/129",
    "host",
    "1::2::3"
  })
  void notAddresses(String text) {
    assertNull(AddressRange.parse(text));
  }

  @Test
  void looksUpOnce() {
    int[] asked = new int[2];
    LazyContext context =
        new LazyContext()
            .put("aws:SourceIp", "10.0.0.1")
            .put(
                "aws:PrincipalOrgID",
                () -> {
                  asked[0]++;
                  return List.of("o-1");
                })
            .family(
                "aws:ResourceTag",
                key -> {
                  asked[1]++;
                  return key.equals("team") ? List.of("red") : List.of();
                });
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of("10.0.0.1"), context.values("aws:sourceip"));
      assertEquals(List.of("o-1"), context.values("aws:principalorgid"));
      assertEquals(List.of("red"), context.values("aws:resourcetag/team"));
      assertEquals(List.of(), context.values("aws:requesttag/team"));
    }
    assertEquals(1, asked[0]);
    assertEquals(1, asked[1]);
    assertEquals(List.of(), context.put("aws:SourceIp").values("aws:sourceip"));
  }
}
