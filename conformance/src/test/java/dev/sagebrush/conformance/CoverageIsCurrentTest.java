package dev.sagebrush.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.conformance.house.Checkout;
import dev.sagebrush.kernel.Settings;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.access.ActionTable;
import dev.sagebrush.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of what is served says what the server serves. */
final class CoverageIsCurrentTest {

  @TempDir private Path folder;

  @Test
  void thePageIsWhatTheServicesBind() throws IOException {
    Path file = Checkout.root().resolve("docs/COVERAGE.md");
    String page = CoveragePage.of(served());
    if (Boolean.getBoolean("sagebrush.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, page);
    }
    assertEquals(page, Files.readString(file), "write it anew: ./sagebrush coverage");
  }

  /** A permission that is not known would be an operation nobody can be refused. */
  @Test
  void theActionTablesSayWhatEveryOperationNeeds() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Service service : served()) {
      ActionTable table = ActionTable.of(service.api());
      for (String operation : service.operations()) {
        if (!table.knows(service.api().operation(operation))) {
          unknown.add(service.api() + " " + operation);
        }
      }
    }
    assertEquals(List.of(), unknown, "give them a line in model/actions");
  }

  private List<Service> served() throws IOException {
    List<String> line = List.of("--port", "0", "--data", folder.toString());
    try (RunningServer server = RunningServer.start(Settings.read(line, Map.of()))) {
      return server.served();
    }
  }
}
