package dev.sagebrush.conformance.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sagebrush.conformance.house.Checkout;
import dev.sagebrush.conformance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same work, done by each unmodified client against one server. All must be installed; {@code
 * -Dsagebrush.clients=java,boto3} runs some of them only.
 */
final class ClientScenarioTest {

  private static final int PAYLOAD_BYTES = 64 << 20;

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static Path payload;

  @BeforeAll
  static void start() throws IOException {
    byte[] bytes = new byte[PAYLOAD_BYTES];
    new Random(64).nextBytes(bytes);
    payload = Files.write(folder.resolve("payload.bin"), bytes);
    server = ServerProcess.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  static List<Client> clients() {
    return Client.chosen();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void storage(Client client) throws IOException, InterruptedException {
    client.run("storage", scenario(client, "storage"));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void learning(Client client) throws IOException, InterruptedException {
    client.run("learning", scenario(client, "learning"));
  }

  /** The calls of the SageMaker Python SDK, in its order. */
  @Test
  void sageMakerSdk() throws IOException, InterruptedException {
    assumeTrue(clients().contains(Client.BOTO3), "boto3 is not among the clients to run");
    Path script = Checkout.root().resolve("conformance/clients/python/sagemaker_sdk.py");
    List<String> command = List.of(Python.withBoto3(), script.toString());
    Child.run(command, scenario(Client.BOTO3, "sdk"), 180, TimeUnit.SECONDS);
  }

  /** KMS, Secrets Manager and Parameter Store. */
  @Test
  void keysAndSecrets() throws IOException, InterruptedException {
    assumeTrue(clients().contains(Client.BOTO3), "boto3 is not among the clients to run");
    Path script = Checkout.root().resolve("conformance/clients/python/keys_and_secrets.py");
    List<String> command = List.of(Python.withBoto3(), script.toString());
    Child.run(command, scenario(Client.BOTO3, "keys"), 60, TimeUnit.SECONDS);
  }

  /** Users, roles, simulation, organizations. */
  @Test
  void identity() throws IOException, InterruptedException {
    assumeTrue(clients().contains(Client.BOTO3), "boto3 is not among the clients to run");
    Path script = Checkout.root().resolve("conformance/clients/python/identity.py");
    List<String> command = List.of(Python.withBoto3(), script.toString());
    Child.run(command, scenario(Client.BOTO3, "identity"), 60, TimeUnit.SECONDS);
  }

  /** What the README tells users to type. */
  @Test
  void readmeExample() throws IOException, InterruptedException {
    assumeTrue(clients().contains(Client.BOTO3), "boto3 is not among the clients to run");
    Path script = Checkout.root().resolve("conformance/clients/python/readme_example.py");
    List<String> command =
        List.of(Python.withBoto3(), script.toString(), Checkout.root().toString());
    Child.run(command, scenario(Client.BOTO3, "readme"), 60, TimeUnit.SECONDS);
  }

  private static Scenario scenario(Client client, String part) throws IOException {
    String name = client.name().toLowerCase(Locale.ROOT) + "-" + part;
    return new Scenario(
        server.url(),
        name,
        payload,
        Checkout.root().resolve("data/breast_cancer.csv"),
        Files.createDirectories(folder.resolve(name)));
  }
}
