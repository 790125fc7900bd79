package dev.sagebrush.services.iam;

import dev.sagebrush.model.iam.PasswordPolicy;
import dev.sagebrush.model.iam.UpdateAccountPasswordPolicyRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an account demands of its users' passwords.
 *
 * @param length the fewest characters
 * @param maxAge in days, or null when passwords do not expire
 * @param reuse how many older passwords may not come again, or null
 * @param hardExpiry whether an expired password can be changed by an administrator only
 */
record PasswordPolicyRow(
    int length,
    boolean symbols,
    boolean numbers,
    boolean uppercase,
    boolean lowercase,
    boolean changeable,
    boolean hardExpiry,
    @Nullable Integer maxAge,
    @Nullable Integer reuse) {

  private static final int DEFAULT_LENGTH = 6;

  /** What is left out gets its default again: an update does not keep what was set before. */
  static PasswordPolicyRow of(UpdateAccountPasswordPolicyRequest request) {
    Integer length = request.minimumPasswordLength();
    return new PasswordPolicyRow(
        length == null ? DEFAULT_LENGTH : length,
        isTrue(request.requireSymbols()),
        isTrue(request.requireNumbers()),
        isTrue(request.requireUppercaseCharacters()),
        isTrue(request.requireLowercaseCharacters()),
        isTrue(request.allowUsersToChangePassword()),
        isTrue(request.hardExpiry()),
        request.maxPasswordAge(),
        request.passwordReusePrevention());
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  PasswordPolicy described() {
    return PasswordPolicy.builder()
        .minimumPasswordLength(length)
        .requireSymbols(symbols)
        .requireNumbers(numbers)
        .requireUppercaseCharacters(uppercase)
        .requireLowercaseCharacters(lowercase)
        .allowUsersToChangePassword(changeable)
        .expirePasswords(maxAge != null)
        .maxPasswordAge(maxAge)
        .passwordReusePrevention(reuse)
        .hardExpiry(hardExpiry)
        .build();
  }
}
