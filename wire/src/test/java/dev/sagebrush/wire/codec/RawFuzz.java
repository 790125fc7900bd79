package dev.sagebrush.wire.codec;

import dev.sagebrush.wire.fuzz.Damage;
import dev.sagebrush.wire.fuzz.Fuzzer;
import dev.sagebrush.wire.http.VirtualHost;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Feeds raw queries, escapes and host names, valid and then damaged, to what reads them for routing
 * and signatures alike, and checks what holds of whatever is read.
 */
final class RawFuzz implements Fuzzer {

  private static final String TOKENS = "%&=+;?/#%25%2F%zz%C3%A9%F0%9F%98%B9\u00e9\u20ac.s3.:[]@ ";
  private static final List<String> QUERIES =
      List.of(
          "a=1&b=%20x+y&c&=d&&e==",
          "X-Amz-Credential=AKID%2F20260102%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0",
          "list-type=2&prefix=a%2Fb&delimiter=%2F&X%2DAmz%2DDate=1");
  private static final List<String> HOSTS =
      List.of(
          "photos.localhost:4566",
          "a.b.s3.eu-west-1.amazonaws.com",
          "s3.localhost",
          "[::1]:80",
          "x.s3-us-west-2.amazonaws.com:443");

  private final Random random;
  private final Damage damage;
  private final VirtualHost hosts = new VirtualHost(List.of("localhost"));
  private long accepted;

  RawFuzz(long seed) {
    this.random = new Random(seed);
    this.damage = new Damage(random, TOKENS);
  }

  @Override
  public long accepted() {
    return accepted;
  }

  @Override
  public void one() {
    String raw = damage.of(QUERIES.get(random.nextInt(QUERIES.size())));
    if (random.nextInt(20) == 0) {
      raw += "\u20ac\ud83d\ude39\ud800".substring(random.nextInt(4));
    }
    query(raw);
    String host = damage.of(HOSTS.get(random.nextInt(HOSTS.size())));
    String bucket = hosts.bucket(host);
    require(bucket == null || host.length() > bucket.length(), "bucket " + bucket + " of " + host);
  }

  private void query(String raw) {
    Query query = Query.of(raw);
    for (Query.Parameter parameter : query.parameters()) {
      require(!parameter.rawName().contains("&") && !parameter.rawValue().contains("&"), raw);
      require(query.has(parameter.name()) && query.get(parameter.name()) != null, raw);
      String value = parameter.value();
      StringBuilder canonical = new StringBuilder();
      Percent.canonical(canonical, parameter.rawValue(), false);
      StringBuilder again = new StringBuilder();
      Percent.canonical(again, canonical.toString(), false);
      require(again.toString().contentEquals(canonical), "canonical twice: " + raw);
      require(value.equals(Percent.lenient(canonical.toString(), true)), "canonical: " + raw);
      String bytes = Percent.lenientBytes(parameter.rawValue(), true);
      require(
          new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
              .equals(value),
          "bytes: " + raw);
      // Half of a pair has no bytes: it cannot come back.
      boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(value);
      require(!whole || value.equals(Percent.decode(Percent.encode(value), true)), raw);
    }
    try {
      List<FormFields.Field> fields = FormFields.parse(raw, 100).fields();
      require(fields.size() == query.parameters().size(), raw);
      for (int i = 0; i < fields.size(); i++) {
        require(fields.get(i).name().equals(query.parameters().get(i).name()), raw);
        require(fields.get(i).value().equals(query.parameters().get(i).value()), raw);
      }
      accepted++;
    } catch (Malformed refused) {
      require(!refused.message().isEmpty(), raw);
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  /** Runs for long: {@code RawFuzz [seed [inputs]]}; a million inputs by default. */
  public static void main(String[] args) throws Exception {
    Fuzzer.longRun(args, RawFuzz::new);
  }
}
