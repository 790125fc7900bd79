package dev.sagebrush.conformance.clients;

import static org.junit.jupiter.api.Assertions.fail;

import dev.sagebrush.conformance.house.Checkout;
import dev.sagebrush.conformance.process.SdkClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** An unmodified AWS client that can do the scenario. */
enum Client {
  BOTO3 {
    @Override
    List<String> command(Path clients) throws IOException, InterruptedException {
      return List.of(Python.withBoto3(), clients.resolve("python/scenario.py").toString());
    }
  },
  CLI {
    @Override
    List<String> command(Path clients) {
      return List.of("bash", clients.resolve("cli/scenario.sh").toString());
    }
  },
  JAVASCRIPT {
    @Override
    List<String> command(Path clients) {
      Path folder = clients.resolve("javascript");
      if (!Files.isDirectory(folder.resolve("node_modules/@aws-sdk"))) {
        fail("the AWS SDK for JavaScript is not installed: ./sagebrush test does, or npm ci");
      }
      return List.of("node", folder.resolve("scenario.mjs").toString());
    }
  },
  JAVA {
    @Override
    List<String> command(Path clients) {
      throw new IllegalStateException("runs in this process");
    }

    @Override
    void run(String part, Scenario scenario) {
      try (SdkClients clients = new SdkClients(scenario.endpoint())) {
        switch (part) {
          case "storage" -> new JavaStorage(clients, scenario).run();
          case "learning" -> new JavaLearning(clients, scenario).run();
          default -> throw new IllegalArgumentException(part);
        }
      }
    }
  };

  private static final String PROPERTY = "sagebrush.clients";
  private static final long LIMIT_SECONDS = 180;

  abstract List<String> command(Path clients) throws IOException, InterruptedException;

  /** The clients to run: all, or those that the property names. */
  static List<Client> chosen() {
    String names = System.getProperty(PROPERTY, "");
    return names.isEmpty()
        ? List.of(values())
        : Arrays.stream(names.split(",")).map(n -> valueOf(n.toUpperCase(Locale.ROOT))).toList();
  }

  /** Does a part of the scenario; fails with all the client said when it does not end well. */
  void run(String part, Scenario scenario) throws IOException, InterruptedException {
    Path clients = Checkout.root().resolve("conformance/clients");
    List<String> command = new ArrayList<>(command(clients));
    command.add(part);
    Child.run(command, scenario, LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
