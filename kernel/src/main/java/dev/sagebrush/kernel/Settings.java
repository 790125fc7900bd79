package dev.sagebrush.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server is told at its start. {@link Setting} states every default.
 *
 * @param port to listen on, 0 to 65535; 0 for any free one
 * @param host the address to listen on
 * @param data where everything is stored
 * @param master what protects the master key of the data directory; null when only the permissions
 *     of its file do
 * @param tls the certificate and its key, or null when TLS is off
 * @param allowRemotePlaintext whether it may listen beyond this machine without TLS
 * @param region of requests that name none
 * @param maxHeaderBytes the most bytes of a request's line and headers together
 * @param maxBodyBytes the most bytes of a body that is held in memory
 * @param classicBuckets whether new buckets have ACLs and may be public without being told
 * @param logLevel trace, debug, info, warn or error
 */
public record Settings(
    int port,
    String host,
    Path data,
    @Nullable MasterSecret master,
    @Nullable Tls tls,
    boolean allowRemotePlaintext,
    String region,
    int maxHeaderBytes,
    int maxBodyBytes,
    boolean classicBuckets,
    String logLevel) {

  private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

  /** The files of a TLS identity, in PEM. */
  public record Tls(Path certificate, Path key) {}

  public Settings {
    if (!loopback(host) && tls == null && !allowRemotePlaintext) {
      throw new SettingsException(
          "host "
              + host
              + " can be reached from other machines and TLS is off: set tls-certificate and"
              + " tls-key, or allow-remote-plaintext if the network is yours alone");
    }
    if (!LEVELS.contains(logLevel)) {
      throw new SettingsException(
          "log-level is trace, debug, info, warn or error, not '" + logLevel + "'");
    }
  }

  /**
   * The settings of a start: defaults, over them the file that {@code --config} or {@code
   * SAGEBRUSH_CONFIG} names, over it the environment, over all the command line.
   *
   * @param arguments {@code --key value}, {@code --key=value}, or {@code --flag}
   * @param environment of the process; only names that start with {@code SAGEBRUSH_} are looked at
   * @throws SettingsException for unknown keys and unusable values
   */
  public static Settings read(List<String> arguments, Map<String, String> environment) {
    return of(SettingsReader.read(arguments, environment));
  }

  private static Settings of(SettingsReader.Values values) {
    String certificate = values.get(Setting.TLS_CERTIFICATE);
    String key = values.get(Setting.TLS_KEY);
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new SettingsException("tls-certificate and tls-key go together: one is missing");
    }
    return new Settings(
        values.number(Setting.PORT, 0, 65_535),
        values.text(Setting.HOST),
        Path.of(values.text(Setting.DATA)),
        MasterSecret.of(values.get(Setting.MASTER_KEY), values.get(Setting.MASTER_PASSPHRASE)),
        certificate.isEmpty() ? null : new Tls(Path.of(certificate), Path.of(key)),
        values.flag(Setting.ALLOW_REMOTE_PLAINTEXT),
        values.text(Setting.REGION),
        values.number(Setting.MAX_HEADER_BYTES, 1024, 1 << 20),
        values.number(Setting.MAX_BODY_BYTES, 1 << 16, Integer.MAX_VALUE),
        values.flag(Setting.CLASSIC_BUCKETS),
        values.text(Setting.LOG_LEVEL));
  }

  /** Whether only this machine can reach the server. */
  public boolean loopback() {
    return loopback(host);
  }

  private static boolean loopback(String host) {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
  }
}
