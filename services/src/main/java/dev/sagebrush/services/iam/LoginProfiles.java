package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.ChangePasswordRequest;
import dev.sagebrush.model.iam.CreateLoginProfileRequest;
import dev.sagebrush.model.iam.CreateLoginProfileResponse;
import dev.sagebrush.model.iam.DeleteLoginProfileRequest;
import dev.sagebrush.model.iam.EntityTemporarilyUnmodifiableException;
import dev.sagebrush.model.iam.GetLoginProfileRequest;
import dev.sagebrush.model.iam.GetLoginProfileResponse;
import dev.sagebrush.model.iam.InvalidUserTypeException;
import dev.sagebrush.model.iam.LoginProfile;
import dev.sagebrush.model.iam.PasswordPolicyViolationException;
import dev.sagebrush.model.iam.UpdateLoginProfileRequest;
import dev.sagebrush.store.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passwords of users. There is no console that they open; they follow the account's policy, expire
 * by it and appear in the credential report.
 */
final class LoginProfiles {

  /** The most that a policy can forbid to use again. */
  private static final int REMEMBERED = 24;

  private final Schema schema;
  private final UserTables users;
  private final PasswordPolicies policies;
  private final Clock clock;
  private final Ids ids;

  LoginProfiles(Schema schema, UserTables users, PasswordPolicies policies, Clock clock, Ids ids) {
    this.schema = schema;
    this.users = users;
    this.policies = policies;
    this.clock = clock;
    this.ids = ids;
  }

  private Instant now() {
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** What a change of a password is checked against, read before the slow work of hashing. */
  private record Present(
      UserRow user, @Nullable LoginRow login, @Nullable PasswordPolicyRow policy) {}

  private Present present(String name) {
    return schema
        .tables()
        .read(view -> {
          UserRow user = schema.requireUser(view, name);
          LoginRow login = view.get(users.logins(), Schema.under(user.id()));
          return new Present(user, login, policies.inForce(view));
        });
  }

  private static ServiceException none(String name) {
    return Failures.noSuch("Login Profile for User " + name + " cannot be found.");
  }

  CreateLoginProfileResponse create(CreateLoginProfileRequest request) {
    String name = Users.meant(request.userName());
    if (request.password() == null) {
      throw Failures.validation("A login profile needs a password.");
    }
    Present present = present(name);
    PasswordPolicies.check(present.policy, request.password());
    Instant now = now();
    boolean reset = Boolean.TRUE.equals(request.passwordResetRequired());
    List<PasswordHash> hashes = List.of(PasswordHash.of(request.password(), ids));
    LoginRow login = new LoginRow(now, now, reset, hashes);
    schema
        .tables()
        .write(transaction -> {
          UserRow user = schema.requireUser(transaction, name);
          if (transaction.get(users.logins(), Schema.under(user.id())) != null) {
            throw Failures.exists("Login Profile for user " + name + " already exists.");
          }
          transaction.put(users.logins(), Schema.under(user.id()), login);
          return login;
        });
    return CreateLoginProfileResponse.builder().loginProfile(described(name, login)).build();
  }

  private static LoginProfile described(String name, LoginRow login) {
    return LoginProfile.builder()
        .userName(name)
        .createDate(login.created())
        .passwordResetRequired(login.reset())
        .build();
  }

  private LoginRow require(View view, String name) {
    LoginRow login = view.get(users.logins(), Schema.under(schema.requireUser(view, name).id()));
    if (login == null) {
      throw none(name);
    }
    return login;
  }

  GetLoginProfileResponse get(GetLoginProfileRequest request) {
    String name = Users.meant(request.userName());
    LoginRow login = schema.tables().read(view -> require(view, name));
    return GetLoginProfileResponse.builder().loginProfile(described(name, login)).build();
  }

  Unit update(UpdateLoginProfileRequest request) {
    Present present = present(request.userName());
    if (present.login == null) {
      throw none(request.userName());
    }
    LoginRow login = present.login;
    boolean reset =
        request.passwordResetRequired() == null ? login.reset() : request.passwordResetRequired();
    LoginRow changed =
        request.password() == null
            ? new LoginRow(login.created(), login.changed(), reset, login.passwords())
            : renewed(present, request.password(), reset);
    replace(present, changed);
    return Unit.VALUE;
  }

  private LoginRow renewed(Present present, String password, boolean reset) {
    PasswordPolicies.check(present.policy, password);
    LoginRow login = Objects.requireNonNull(present.login);
    int barred =
        present.policy == null || present.policy.reuse() == null ? 0 : present.policy.reuse();
    for (PasswordHash old : login.passwords().stream().limit(barred).toList()) {
      if (old.matches(password)) {
        throw PasswordPolicyViolationException.because(
            "Password should not be one of the last " + barred + " passwords.");
      }
    }
    List<PasswordHash> hashes = new ArrayList<>();
    hashes.add(PasswordHash.of(password, ids));
    login.passwords().stream().limit(REMEMBERED - 1L).forEach(hashes::add);
    return new LoginRow(login.created(), now(), reset, hashes);
  }

  /** Puts the changed password, unless another change came between. */
  private void replace(Present present, LoginRow changed) {
    String name = present.user.name();
    schema
        .tables()
        .write(transaction -> {
          if (!require(transaction, name).equals(present.login)) {
            throw EntityTemporarilyUnmodifiableException.because(
                "Login Profile for User " + name + " cannot be modified while it is changed.");
          }
          transaction.put(users.logins(), Schema.under(present.user.id()), changed);
          return changed;
        });
  }

  Unit change(ChangePasswordRequest request) {
    Principal principal = Call.current().principal();
    if (principal.kind() != Principal.Kind.USER) {
      throw InvalidUserTypeException.because("Only IAM Users can change their own password");
    }
    String name = Users.meant(null);
    Present present = present(name);
    LoginRow login = present.login;
    if (login == null) {
      throw none(name);
    }
    if (isHardExpired(present.policy, login)) {
      throw Failures.denied("The password has expired and must be set by an administrator.");
    }
    if (!login.passwords().getFirst().matches(request.oldPassword())) {
      throw Failures.denied("The old password was incorrect.");
    }
    replace(present, renewed(present, request.newPassword(), false));
    return Unit.VALUE;
  }

  private boolean isHardExpired(@Nullable PasswordPolicyRow policy, LoginRow login) {
    Integer days = policy == null || !policy.hardExpiry() ? null : policy.maxAge();
    return days != null && !now().isBefore(login.changed().plus(Duration.ofDays(days)));
  }

  Unit delete(DeleteLoginProfileRequest request) {
    String name = Users.meant(request.userName());
    schema
        .tables()
        .write(transaction -> {
          require(transaction, name);
          String user = schema.requireUser(transaction, name).id();
          return transaction.delete(users.logins(), Schema.under(user));
        });
    return Unit.VALUE;
  }
}
