package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.Command;
import dev.sagebrush.engine.container.ContainerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainMainTest {

  @TempDir private Path root;

  @Test
  void endsWhenItCannotEvenBegin() throws Exception {
    Command command = Job.image("kmeans:1").training(root, Map.of());
    List<String> line = new ArrayList<>(command.line());
    line.set(line.size() - 2, "no-such-algorithm");
    List<String> log = new CopyOnWriteArrayList<>();

    int code =
        ContainerProcess.start(new Command(line, command.environment()), root, log::add).await();

    assertEquals(1, code);
    assertTrue(String.join("\n", log).contains("no built-in algorithm"), log::toString);
  }
}
