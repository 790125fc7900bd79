package dev.sagebrush.wire.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The bucket a host name carries: {@code bucket.localhost}, {@code bucket.s3.localhost}, {@code
 * bucket.s3.eu-west-1.amazonaws.com} (with a hosts entry that points here).
 */
public final class VirtualHost {

  private final List<String> suffixes;

  /**
   * Buckets below some host names.
   *
   * @param hosts the names this server is reached by, for example {@code localhost}
   */
  public VirtualHost(List<String> hosts) {
    this.suffixes = hosts.stream().map(host -> "." + host.toLowerCase(Locale.ROOT)).toList();
  }

  /** The bucket, or null when the host is the server's own or an address. */
  public @Nullable String bucket(String hostHeader) {
    int colon = hostHeader.lastIndexOf(':');
    boolean port = colon > 0 && hostHeader.indexOf(']') < colon;
    String host = (port ? hostHeader.substring(0, colon) : hostHeader).toLowerCase(Locale.ROOT);
    for (String suffix : suffixes) {
      if (host.endsWith(suffix)) {
        return withoutService(host.substring(0, host.length() - suffix.length()));
      }
    }
    return host.endsWith(".amazonaws.com")
        ? withoutService(host.substring(0, host.length() - ".amazonaws.com".length()))
        : null;
  }

  /** Cuts {@code .s3}, {@code .s3.region} or {@code .s3-region} off; null when nothing is left. */
  private static @Nullable String withoutService(String name) {
    if (name.equals("s3") || name.startsWith("s3.") || name.startsWith("s3-")) {
      return null;
    }
    int service = Math.max(name.lastIndexOf(".s3."), name.lastIndexOf(".s3-"));
    if (name.endsWith(".s3")) {
      service = name.length() - ".s3".length();
    }
    return service < 0 ? name : name.substring(0, service);
  }
}
