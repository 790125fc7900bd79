package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.JsonException;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sts.IDPCommunicationErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that OpenID Connect providers sign with, fetched from where their discovery document
 * says and kept for an hour; sooner anew when a token names a key that is not among them.
 *
 * <p>Source: <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
 * Discovery 1.0</a>.
 */
final class ProviderKeys {

  private static final int TIMEOUT_MILLIS = 5000;
  private static final int LARGEST = 1 << 20;
  private static final Duration MEMORY = Duration.ofHours(1);
  private static final Duration SOONEST = Duration.ofSeconds(10);
  private static final int MOST = 1000;

  private final Clock clock;
  private final Map<String, Fetched> fetched = new ConcurrentHashMap<>();

  private record Fetched(Map<String, PublicKey> keys, Instant at) {}

  ProviderKeys(Clock clock) {
    this.clock = clock;
  }

  /**
   * The keys of a provider that may have signed a token.
   *
   * @param id of the key, or empty for every key
   * @throws ServiceException {@code IDPCommunicationError}
   */
  List<PublicKey> of(String issuer, String id) {
    Instant now = clock.now();
    Fetched known = fetched.get(issuer);
    Map<String, PublicKey> keys =
        known == null || isStale(known, id, now) ? renewed(issuer, now) : known.keys;
    if (id.isEmpty()) {
      return List.copyOf(keys.values());
    }
    PublicKey key = keys.get(id);
    return key == null ? List.of() : List.of(key);
  }

  private static boolean isStale(Fetched known, String id, Instant now) {
    boolean unknown = !id.isEmpty() && !known.keys.containsKey(id);
    return now.isAfter(known.at.plus(MEMORY)) || unknown && now.isAfter(known.at.plus(SOONEST));
  }

  private Map<String, PublicKey> renewed(String issuer, Instant now) {
    Map<String, PublicKey> keys = fetch(issuer);
    if (fetched.size() >= MOST) {
      fetched.clear();
    }
    fetched.put(issuer, new Fetched(keys, now));
    return keys;
  }

  private static Map<String, PublicKey> fetch(String issuer) {
    String base = issuer.endsWith("/") ? issuer : issuer + "/";
    try {
      Map<?, ?> discovery = get(base + ".well-known/openid-configuration");
      if (!(discovery.get("jwks_uri") instanceof String uri) || !mayAsk(uri)) {
        throw unreachable(null);
      }
      Map<String, PublicKey> keys = new HashMap<>();
      if (get(uri).get("keys") instanceof List<?> listed) {
        for (Object each : listed) {
          WebKey key = each instanceof Map<?, ?> members ? WebKey.of(members) : null;
          if (key != null) {
            keys.put(key.id().isEmpty() ? "#" + keys.size() : key.id(), key.key());
          }
        }
      }
      return keys;
    } catch (IOException | IllegalArgumentException | JsonException e) {
      throw unreachable(e);
    }
  }

  /** HTTPS anywhere; without TLS on this machine only. */
  static boolean mayAsk(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return false;
    }
    String host = uri.getHost();
    return "https".equals(uri.getScheme())
        || "http".equals(uri.getScheme())
            && host != null
            && (host.equals("localhost") || host.startsWith("127."));
  }

  private static Map<?, ?> get(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try (InputStream body = connection.getInputStream()) {
      byte[] bytes = body.readNBytes(LARGEST);
      if (Json.parse(new String(bytes, StandardCharsets.UTF_8)) instanceof Map<?, ?> object) {
        return object;
      }
      throw new IOException("not a JSON object: " + url);
    } finally {
      connection.disconnect();
    }
  }

  private static ServiceException unreachable(@org.jspecify.annotations.Nullable Throwable cause) {
    ServiceException error =
        IDPCommunicationErrorException.because(
            "Couldn't retrieve verification key from your identity provider,  please reference"
                + " AssumeRoleWithWebIdentity documentation for requirements");
    error.initCause(cause);
    return error;
  }
}
