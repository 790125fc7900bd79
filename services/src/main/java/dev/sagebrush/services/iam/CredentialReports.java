package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.iam.CredentialReportExpiredException;
import dev.sagebrush.model.iam.CredentialReportNotPresentException;
import dev.sagebrush.model.iam.GenerateCredentialReportResponse;
import dev.sagebrush.model.iam.GetCredentialReportResponse;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The report on an account's passwords, keys, devices and certificates. A report is made at once
 * and good for four hours; the call that makes it says that it was started, the next that it is
 * there.
 *
 * <p>Source of the columns: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html">Generate
 * credential reports for your AWS account</a>.
 */
final class CredentialReports {

  private static final Duration VALID = Duration.ofHours(4);
  private static final String NONE = "N/A";
  private static final String HEADER =
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
          + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
          + "access_key_1_last_used_date,access_key_1_last_used_region,"
          + "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
          + "access_key_2_last_used_date,access_key_2_last_used_region,"
          + "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
          + "cert_2_last_rotated";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+00:00'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Schema schema;
  private final UserTables users;
  private final PasswordPolicies policies;
  private final Table<ReportRow> reports;
  private final Clock clock;

  CredentialReports(Schema schema, UserTables users, PasswordPolicies policies, Clock clock) {
    this.schema = schema;
    this.users = users;
    this.policies = policies;
    this.reports = schema.tables().table(TableSpec.of("iam.reports", ReportRow.class));
    this.clock = clock;
  }

  GenerateCredentialReportResponse generate(Struct request) {
    String account = Call.current().account();
    Instant now = clock.now().truncatedTo(ChronoUnit.SECONDS);
    boolean there =
        schema
            .tables()
            .write(transaction -> {
              ReportRow old = transaction.get(reports, account);
              if (old != null && now.isBefore(old.generated().plus(VALID))) {
                return true;
              }
              transaction.put(reports, account, new ReportRow(now, content(transaction, now)));
              return false;
            });
    return there
        ? GenerateCredentialReportResponse.builder().state("COMPLETE").build()
        : GenerateCredentialReportResponse.builder()
            .state("STARTED")
            .description("No report exists. Starting a new report generation task")
            .build();
  }

  GetCredentialReportResponse get(Struct request) {
    ReportRow report = reports.get(Call.current().account());
    if (report == null) {
      throw CredentialReportNotPresentException.because("Report not found");
    }
    if (!clock.now().isBefore(report.generated().plus(VALID))) {
      throw CredentialReportExpiredException.because("Report expired");
    }
    return GetCredentialReportResponse.builder()
        .content(report.content().getBytes(StandardCharsets.UTF_8))
        .generatedTime(report.generated())
        .reportFormat("text/csv")
        .build();
  }

  private String content(View view, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    lines.add(root(view, now));
    for (Table.Row<UserRow> row : view.scan(schema.users(), Range.prefix(Schema.under("")))) {
      lines.add(line(view, row.value()));
    }
    return String.join("\n", lines);
  }

  private boolean hasDevice(View view, String user) {
    Range devices = Range.prefix(Schema.under(user, "")).limit(1);
    return !view.scan(users.userMfa(), devices).isEmpty();
  }

  /** Of root nothing is known here but its devices. */
  private String root(View view, Instant now) {
    String account = Call.current().account();
    List<String> values =
        new ArrayList<>(
            List.of(
                "<root_account>",
                Principal.root(account).arn(),
                TIME.format(now),
                "not_supported",
                "no_information",
                "not_supported",
                "not_supported",
                Boolean.toString(hasDevice(view, account))));
    addNoKey(values);
    addNoKey(values);
    values.addAll(List.of("false", NONE, "false", NONE));
    return String.join(",", values);
  }

  private String line(View view, UserRow user) {
    LoginRow login = view.get(users.logins(), Schema.under(user.id()));
    PasswordPolicyRow policy = policies.inForce(view);
    Integer days = policy == null ? null : policy.maxAge();
    List<String> values =
        new ArrayList<>(
            List.of(
                user.name(),
                user.arn(),
                TIME.format(user.created()),
                Boolean.toString(login != null),
                login == null ? NONE : "no_information",
                login == null ? NONE : TIME.format(login.changed()),
                login == null || days == null
                    ? NONE
                    : TIME.format(login.changed().plus(Duration.ofDays(days))),
                Boolean.toString(hasDevice(view, user.id()))));
    addKeys(view, user, values);
    addCertificates(view, user, values);
    return String.join(",", values);
  }

  private void addKeys(View view, UserRow user, List<String> values) {
    Range own = Range.prefix(Schema.under(user.id(), ""));
    List<Table.Row<Link>> keys = view.scan(schema.userKeys(), own);
    for (int i = 0; i < 2; i++) {
      if (i >= keys.size()) {
        addNoKey(values);
        continue;
      }
      String id = keys.get(i).value().to();
      KeyRow key = Objects.requireNonNull(view.get(schema.keys(), id));
      KeyUse use = view.get(schema.keyUses(), id);
      values.add(Boolean.toString(key.active()));
      values.add(TIME.format(key.created()));
      values.add(time(use == null ? null : use.time()));
      values.add(use == null ? NONE : use.region());
      values.add(use == null ? NONE : use.service());
    }
  }

  private static void addNoKey(List<String> values) {
    values.addAll(Arrays.asList("false", NONE, NONE, NONE, NONE));
  }

  private static String time(@Nullable Instant time) {
    return time == null ? NONE : TIME.format(time);
  }

  private void addCertificates(View view, UserRow user, List<String> values) {
    Range own = Range.prefix(Schema.under(user.id(), ""));
    List<Table.Row<SigningRow>> certificates = view.scan(users.signing(), own);
    for (int i = 0; i < 2; i++) {
      SigningRow row = i < certificates.size() ? certificates.get(i).value() : null;
      values.add(Boolean.toString(row != null && row.active()));
      values.add(time(row == null ? null : row.uploaded()));
    }
  }
}
