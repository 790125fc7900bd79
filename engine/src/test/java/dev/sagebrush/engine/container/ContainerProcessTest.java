package dev.sagebrush.engine.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerProcessTest {

  @TempDir Path folder;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ContainerProcess shell(String script) throws IOException {
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "COLOUR", "green");
    return ContainerProcess.start(
        new Command(List.of("/bin/sh", "-c", script), environment), folder, lines::add);
  }

  private String next() throws InterruptedException {
    String line = lines.poll(30, TimeUnit.SECONDS);
    return line == null ? "no line came" : line;
  }

  @Test
  void outputAndErrorsArriveAsLinesWithTheExitCode() throws Exception {
    ContainerProcess process = shell("echo one; echo two >&2; printf 'three\\r\\nfour'; exit 7");
    assertEquals(7, process.await());
    assertEquals(List.of("one", "two", "three", "four"), List.copyOf(lines));
    assertFalse(Files.exists(folder.resolve(ContainerProcess.MARK)));
  }

  @Test
  void linesArriveWhileItRuns() throws Exception {
    Path go = folder.resolve("go");
    ContainerProcess process =
        shell("echo begun; while [ ! -e go ]; do sleep 0.01; done; echo done");
    assertEquals("begun", next());
    Files.createFile(go);
    assertEquals(0, process.await());
    assertEquals("done", next());
  }

  @Test
  void nothingOfTheServersEnvironmentIsInherited() throws Exception {
    assertEquals(0, shell("echo $COLOUR; echo ${HOME:-none}").await());
    assertEquals(List.of("green", "none"), List.copyOf(lines));
  }

  @Test
  void itIsAskedToEndAndMaySayGoodbye() throws Exception {
    ContainerProcess process =
        shell("trap 'echo bye; exit 3' TERM; echo up; while true; do sleep 0.01; done");
    assertEquals("up", next());
    process.stop(Duration.ofSeconds(30));
    assertEquals(3, process.await());
    assertEquals("bye", next());
  }

  @Test
  void whatDoesNotListenIsEndedWithAllItsChildren() throws Exception {
    ContainerProcess process =
        shell("trap '' TERM; sleep 1000 & echo $!; while true; do sleep 0.01; done");
    long child = Long.parseLong(next());
    process.stop(Duration.ofMillis(50));
    assertEquals(128 + 9, process.await());
    ProcessHandle.of(child)
        .ifPresent(handle -> handle.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  @Test
  void whatACrashLeftRunningIsReaped() throws Exception {
    ContainerProcess process = shell("echo up; while true; do sleep 0.01; done");
    assertEquals("up", next());
    ContainerProcess.reap(folder);
    assertEquals(128 + 9, process.await());
    ContainerProcess.reap(folder);
  }

  @Test
  void anotherProcessUnderTheSameIdIsLeftAlone() throws Exception {
    long self = ProcessHandle.current().pid();
    Files.writeString(folder.resolve(ContainerProcess.MARK), self + " 1");
    ContainerProcess.reap(folder);
    assertTrue(ProcessHandle.current().isAlive());
  }

  @Test
  void aLineWithoutEndComesInPieces() throws Exception {
    assertEquals(0, shell("head -c 300000 /dev/zero | tr '\\0' x").await());
    assertEquals(256 << 10, next().length());
    assertEquals(300_000 - (256 << 10), next().length());
  }

  @Test
  void aProgramThatIsNotThereIsAnError() {
    Command command = new Command(List.of("/no/such/program"), Map.of());
    assertThrows(IOException.class, () -> ContainerProcess.start(command, folder, lines::add));
  }
}
