package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The keys that work without being created: {@code test} with the secret {@code test} is root of
 * account 000000000000; twelve digits with the secret {@code test} are root of that account. Only
 * while nobody but this machine can reach the server. Keys of the delegate come first.
 */
public final class LocalRootCredentials implements Credentials {

  private static final String WORD = "test";
  private static final String DEFAULT_ACCOUNT = "000000000000";

  private final Credentials delegate;
  private final boolean loopbackOnly;

  /**
   * Adds the root keys to others.
   *
   * @param delegate knows the keys that were created
   * @param loopbackOnly whether every address the server listens on is a loopback address; when
   *     not, this adds nothing
   */
  public LocalRootCredentials(Credentials delegate, boolean loopbackOnly) {
    this.delegate = delegate;
    this.loopbackOnly = loopbackOnly;
  }

  @Override
  public @Nullable Credential find(String accessKeyId) {
    Credential created = delegate.find(accessKeyId);
    if (created != null || !loopbackOnly) {
      return created;
    }
    if (accessKeyId.equals(WORD)) {
      return root(DEFAULT_ACCOUNT);
    }
    boolean account =
        accessKeyId.length() == 12 && accessKeyId.chars().allMatch(c -> c >= '0' && c <= '9');
    return account ? root(accessKeyId) : null;
  }

  private static Credential root(String account) {
    return Credential.longTerm(WORD, Principal.root(account));
  }
}
