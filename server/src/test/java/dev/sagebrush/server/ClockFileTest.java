package dev.sagebrush.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.AdvanceableClock.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockFileTest {

  @TempDir private Path data;

  @Test
  void keepsHowTheClockIsSet() throws IOException {
    ClockFile file = new ClockFile(data);
    assertEquals(Setting.MACHINE, file.read());
    Setting ahead = new Setting(null, Duration.ofDays(31).plusNanos(7));
    file.write(ahead);
    assertEquals(ahead, new ClockFile(data).read());
    Setting pinned = new Setting(Instant.parse("2027-01-01T00:00:00Z"), Duration.ZERO);
    file.write(pinned);
    assertEquals(pinned, new ClockFile(data).read());
    file.write(Setting.MACHINE);
    assertFalse(Files.exists(data.resolve("clock")));
  }

  @Test
  void readsTheFirstVersion() throws IOException {
    Files.writeString(data.resolve("clock"), "sagebrush clock 1\nahead PT744H\n");
    assertEquals(new Setting(null, Duration.ofDays(31)), new ClockFile(data).read());
  }

  @Test
  void refusesWhatItDoesNotUnderstand() throws IOException {
    for (String text :
        new String[] {"", "sagebrush clock 2\nahead PT1H\n", "sagebrush clock 1\nahead x\n"}) {
      Files.writeString(data.resolve("clock"), text);
      IOException refused = assertThrows(IOException.class, () -> new ClockFile(data).read());
      assertTrue(refused.getMessage().contains("delete it"));
    }
  }

  @Test
  void readsStepsAsPeopleWriteThem() {
    assertEquals(Duration.ofDays(31), Step.parse("31d"));
    assertEquals(Duration.ofHours(2), Step.parse("2h"));
    assertEquals(Duration.ofHours(36).plusMinutes(30).plusSeconds(5), Step.parse("1d12h30m5s"));
    assertEquals(Duration.ofDays(14), Step.parse("2w"));
    assertEquals(Duration.ofMinutes(90), Step.parse("PT90M"));
    assertEquals("31d2h", Step.text(Duration.ofHours(746)));
    assertEquals("0s", Step.text(Duration.ZERO));
    assertEquals("-1m5s", Step.text(Duration.ofSeconds(-65)));
    for (String wrong :
        new String[] {"", "31", "d", "2h1d", "-1d", "P-1D", "PT-1H", "40000d", "x"}) {
      assertThrows(IllegalArgumentException.class, () -> Step.parse(wrong), wrong);
    }
  }
}
