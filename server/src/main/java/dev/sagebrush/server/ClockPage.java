package dev.sagebrush.server;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.AdvanceableClock.Setting;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.HttpHandler;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Shows and moves the clock.
 *
 * <pre>
 * GET  /_sagebrush/clock                  what it shows
 * POST /_sagebrush/clock?advance=31d      moves it on; answers when whoever slept has been woken
 * POST /_sagebrush/clock?set=INSTANT      moves it on to a moment, from which it runs on
 * POST /_sagebrush/clock?pin              stops it; ?pin=INSTANT at a later moment
 * POST /_sagebrush/clock?run              lets a stopped clock run on
 * POST /_sagebrush/clock?reset            back to the machine's time
 * </pre>
 */
final class ClockPage implements HttpHandler {

  private final AdvanceableClock clock;
  private final ClockFile file;

  ClockPage(AdvanceableClock clock, ClockFile file) {
    this.clock = clock;
    this.file = file;
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws Exception {
    switch (request.method()) {
      case "GET" -> {
        return AdminPages.json(200, shown());
      }
      case "POST" -> {
        return moved(Query.of(request.rawQuery()));
      }
      default -> {
        HttpResponse wrong =
            AdminPages.json(405, AdminPages.problem("The clock takes GET and POST."));
        wrong.headers().add("allow", "GET, POST");
        return wrong;
      }
    }
  }

  private HttpResponse moved(Query asked) throws IOException {
    if (asked.parameters().size() != 1) {
      return AdminPages.json(
          400, AdminPages.problem("Say one of advance, set, pin, run and reset."));
    }
    String what = asked.parameters().getFirst().name();
    String value = asked.parameters().getFirst().value();
    try {
      switch (what) {
        case "advance" -> advance(Step.parse(value));
        case "set" -> advance(Duration.between(clock.now(), moment(value)));
        case "pin" -> pin(value);
        case "run" -> clock.run();
        case "reset" -> clock.reset();
        default -> {
          return AdminPages.json(
              400, AdminPages.problem("Say one of advance, set, pin, run and reset."));
        }
      }
    } catch (IllegalArgumentException wrong) {
      return AdminPages.json(400, AdminPages.problem(wrong.getMessage()));
    }
    file.write(clock.setting());
    return AdminPages.json(200, shown());
  }

  /** The file is written first: what happens at the later times must not outlive their clock. */
  private void advance(Duration step) throws IOException {
    if (step.isNegative()) {
      throw new IllegalArgumentException(
          "A clock does not run backwards: it shows "
              + clock.now()
              + ". 'reset' takes it back to the machine's time.");
    }
    Setting now = clock.setting();
    Instant pinned = now.pinned();
    file.write(
        pinned != null
            ? new Setting(pinned.plus(step), Duration.ZERO)
            : new Setting(null, now.ahead().plus(step)));
    clock.advance(step);
  }

  private void pin(String value) throws IOException {
    if (value.isEmpty()) {
      clock.pin();
      return;
    }
    Instant moment = moment(value);
    if (moment.isBefore(clock.now())) {
      throw new IllegalArgumentException(
          "A clock does not run backwards: it shows " + clock.now() + " already.");
    }
    file.write(new Setting(moment, Duration.ZERO));
    clock.pin(moment);
  }

  private static Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "'" + text + "' is no moment: write it like 2027-01-01T00:00:00Z");
    }
  }

  private String shown() {
    Instant pinned = clock.setting().pinned();
    Instant now = pinned != null ? pinned : clock.now();
    Instant machine = clock.machine().now();
    Duration ahead = pinned != null ? Duration.between(machine, pinned) : clock.setting().ahead();
    return String.format(
        Locale.ROOT,
        "{\"now\":\"%s\",\"mode\":\"%s\",\"machine\":\"%s\",\"ahead\":\"%s\"}%n",
        now.truncatedTo(ChronoUnit.MILLIS),
        pinned != null ? "pinned" : "running",
        machine.truncatedTo(ChronoUnit.MILLIS),
        Step.text(ahead));
  }
}
