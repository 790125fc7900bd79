package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.GetAccountPasswordPolicyResponse;
import dev.sagebrush.model.iam.PasswordPolicyViolationException;
import dev.sagebrush.model.iam.UpdateAccountPasswordPolicyRequest;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What accounts demand of passwords.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html">Set
 * an account password policy for IAM users</a>.
 */
final class PasswordPolicies {

  private static final int DEFAULT_LENGTH = 8;
  private static final int DEFAULT_KINDS = 3;

  private final Tables tables;
  private final Table<PasswordPolicyRow> policies;

  PasswordPolicies(Tables tables) {
    this.tables = tables;
    this.policies = tables.table(TableSpec.of("iam.passwordpolicies", PasswordPolicyRow.class));
  }

  /** The policy of the caller's account, or null when the default one is in force. */
  @Nullable PasswordPolicyRow inForce(View view) {
    return view.get(policies, Call.current().account());
  }

  GetAccountPasswordPolicyResponse get(Struct request) {
    PasswordPolicyRow policy = tables.read(this::inForce);
    if (policy == null) {
      throw Failures.noSuch(
          "The Password Policy with domain name " + Call.current().account() + " cannot be found.");
    }
    return GetAccountPasswordPolicyResponse.builder().passwordPolicy(policy.described()).build();
  }

  Unit update(UpdateAccountPasswordPolicyRequest request) {
    String account = Call.current().account();
    PasswordPolicyRow policy = PasswordPolicyRow.of(request);
    tables.write(transaction -> {
      transaction.put(policies, account, policy);
      return policy;
    });
    return Unit.VALUE;
  }

  Unit delete(Struct request) {
    String account = Call.current().account();
    boolean deleted = tables.write(transaction -> transaction.delete(policies, account));
    if (!deleted) {
      throw Failures.noSuch("The account policy with name PasswordPolicy cannot be found.");
    }
    return Unit.VALUE;
  }

  /**
   * Refuses a password that is too simple.
   *
   * @param policy null for the default one
   * @throws ServiceException {@code PasswordPolicyViolation}
   */
  static void check(@Nullable PasswordPolicyRow policy, String password) {
    boolean upper = has(password, Character::isUpperCase);
    boolean lower = has(password, Character::isLowerCase);
    boolean number = has(password, Character::isDigit);
    boolean symbol = has(password, c -> !Character.isLetterOrDigit(c) && c > ' ');
    List<String> lacks = new ArrayList<>();
    if (policy == null) {
      int kinds = (upper ? 1 : 0) + (lower ? 1 : 0) + (number ? 1 : 0) + (symbol ? 1 : 0);
      if (password.length() < DEFAULT_LENGTH || kinds < DEFAULT_KINDS) {
        throw PasswordPolicyViolationException.because(
            "Password does not conform to the account password policy.");
      }
      return;
    }
    if (password.length() < policy.length()) {
      lacks.add("have a minimum length of " + policy.length());
    }
    demand(policy.uppercase() && !upper, "have at least one uppercase letter", lacks);
    demand(policy.lowercase() && !lower, "have at least one lowercase letter", lacks);
    demand(policy.numbers() && !number, "have at least one number", lacks);
    demand(policy.symbols() && !symbol, "have at least one symbol", lacks);
    if (!lacks.isEmpty()) {
      throw PasswordPolicyViolationException.because("Password should " + String.join(", ", lacks));
    }
  }

  private static boolean has(String password, IntPredicate kind) {
    return password.chars().anyMatch(kind);
  }

  private static void demand(boolean broken, String what, List<String> lacks) {
    if (broken) {
      lacks.add(what);
    }
  }
}
