package dev.sagebrush.wire.http;

import dev.sagebrush.kernel.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code date} header, formatted once a second. */
final class DateHeader {

  /** IMF-fixdate of RFC 9110, section 5.6.7: two digits for the day, always. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private record Text(long second, String value) {}

  private final Clock clock;
  private volatile Text last = new Text(Long.MIN_VALUE, "");

  DateHeader(Clock clock) {
    this.clock = clock;
  }

  /** The value for a response that leaves now. */
  String value() {
    Instant now = clock.now();
    Text text = last;
    if (text.second() != now.getEpochSecond()) {
      text = new Text(now.getEpochSecond(), FORMAT.format(now));
      last = text;
    }
    return text.value();
  }
}
