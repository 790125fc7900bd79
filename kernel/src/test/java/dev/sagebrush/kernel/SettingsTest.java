package dev.sagebrush.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {

  private static Settings read(String... arguments) {
    return Settings.read(List.of(arguments), Map.of());
  }

  private static String refusal(String... arguments) {
    return assertThrows(SettingsException.class, () -> read(arguments)).getMessage();
  }

  @Test
  void statesEveryDefault() {
    assertEquals(
        new Settings(
            4566,
            "127.0.0.1",
            Path.of(".sagebrush"),
            null,
            null,
            false,
            "us-east-1",
            65_536,
            67_108_864,
            false,
            "info"),
        read());
    // Twice two settings make one component: certificate and key, master key or passphrase.
    assertEquals(Setting.values().length - 2, Settings.class.getRecordComponents().length);
  }

  @Test
  void takesEverySetting() {
    assertEquals(
        new Settings(
            0,
            "0.0.0.0",
            Path.of("/d"),
            null,
            new Settings.Tls(Path.of("c.pem"), Path.of("k.pem")),
            true,
            "eu-west-1",
            2048,
            1_000_000,
            true,
            "debug"),
        read(
            "--port=0",
            "--host",
            "0.0.0.0",
            "--data=/d",
            "--tls-certificate=c.pem",
            "--tls-key=k.pem",
            "--allow-remote-plaintext",
            "--region=eu-west-1",
            "--max-header-bytes=2048",
            "--max-body-bytes=1000000",
            "--classic-buckets",
            "--log-level=debug"));
  }

  @Test
  void laysOneSourceOverTheOther(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("sagebrush.properties");
    Files.writeString(file, "port = 1\nregion = file\ndata = file\n");
    Map<String, String> environment =
        Map.of(
            "SAGEBRUSH_CONFIG",
            file.toString(),
            "SAGEBRUSH_PORT",
            "2",
            "SAGEBRUSH_DATA",
            "environment",
            "HOME",
            "/ignored");
    Settings settings = Settings.read(List.of("--port", "3"), environment);
    assertEquals(3, settings.port());
    assertEquals(Path.of("environment"), settings.data());
    assertEquals("file", settings.region());
    Settings chosen = Settings.read(List.of("--config=" + file), Map.of());
    assertEquals(1, chosen.port());
  }

  @Test
  void namesTheNearMatch(@TempDir Path directory) throws IOException {
    assertTrue(refusal("--prot=1").contains("did you mean 'port'?"));
    assertTrue(refusal("--dat", "x").contains("did you mean 'data'?"));
    assertEquals("unknown setting 'zzzzzzzz' in the command line", refusal("--zzzzzzzz=1"));
    SettingsException variable =
        assertThrows(
            SettingsException.class,
            () -> Settings.read(List.of(), Map.of("SAGEBRUSH_REGOIN", "x")));
    assertTrue(variable.getMessage().contains("in the environment; did you mean 'region'?"));
    Path file = directory.resolve("s.properties");
    Files.writeString(file, "hots=x");
    assertTrue(refusal("--config", file.toString()).contains("s.properties; did you mean 'host'?"));
  }

  @Test
  void refusesUnusableValues() {
    assertEquals(
        "port in the command line is a whole number from 0 to 65535, not '65536'",
        refusal("--port=65536"));
    assertTrue(refusal("--port=x").contains("not 'x'"));
    assertTrue(refusal("--allow-remote-plaintext=maybe").contains("true or false"));
    assertTrue(refusal("--log-level=loud").contains("loud"));
    assertTrue(refusal("--tls-key=k").contains("go together"));
    assertTrue(refusal("--data=").contains("data"));
    assertTrue(refusal("--port").contains("needs a value"));
    assertTrue(refusal("port").contains("two dashes"));
    assertTrue(refusal("--config=/does/not/exist").contains("/does/not/exist"));
    assertTrue(refusal("--host=0.0.0.0").contains("allow-remote-plaintext"));
    assertEquals("0.0.0.0", read("--host=0.0.0.0", "--allow-remote-plaintext").host());
  }

  @Test
  void keepsSecretsOffTheCommandLineAndOutOfMessages() {
    assertTrue(refusal("--master-passphrase", "hush").contains("SAGEBRUSH_MASTER_PASSPHRASE"));
    assertTrue(refusal("--master-key=hush").contains("SAGEBRUSH_MASTER_KEY"));
    Map<String, String> spoken = Map.of("SAGEBRUSH_MASTER_PASSPHRASE", "hush hush");
    Settings settings = Settings.read(List.of(), spoken);
    assertEquals(new MasterSecret(MasterSecret.Kind.PASSPHRASE, "hush hush"), settings.master());
    assertFalse(settings.toString().contains("hush"), settings.toString());
    for (Map<String, String> wrong :
        List.of(
            Map.of("SAGEBRUSH_MASTER_KEY", "hush"),
            Map.of("SAGEBRUSH_MASTER_KEY", "aHVzaA=="),
            Map.of("SAGEBRUSH_MASTER_KEY", "aHVzaA==", "SAGEBRUSH_MASTER_PASSPHRASE", "hush"))) {
      SettingsException refused =
          assertThrows(SettingsException.class, () -> Settings.read(List.of(), wrong));
      assertFalse(String.valueOf(refused.getMessage()).contains("hush"));
      assertFalse(String.valueOf(refused.getMessage()).contains("aHVz"));
    }
  }

  @Test
  void explainsEverySetting() {
    for (Setting setting : Setting.values()) {
      assertTrue(setting.help().length() > 10, setting.key());
      assertEquals(setting.key(), setting.key().strip());
    }
    assertEquals("SAGEBRUSH_MAX_BODY_BYTES", Setting.MAX_BODY_BYTES.variable());
  }
}
