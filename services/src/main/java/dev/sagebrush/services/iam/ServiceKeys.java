package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.CreateServiceSpecificCredentialRequest;
import dev.sagebrush.model.iam.CreateServiceSpecificCredentialResponse;
import dev.sagebrush.model.iam.DeleteServiceSpecificCredentialRequest;
import dev.sagebrush.model.iam.ListServiceSpecificCredentialsRequest;
import dev.sagebrush.model.iam.ListServiceSpecificCredentialsResponse;
import dev.sagebrush.model.iam.ResetServiceSpecificCredentialRequest;
import dev.sagebrush.model.iam.ResetServiceSpecificCredentialResponse;
import dev.sagebrush.model.iam.ServiceNotSupportedException;
import dev.sagebrush.model.iam.ServiceSpecificCredential;
import dev.sagebrush.model.iam.ServiceSpecificCredentialMetadata;
import dev.sagebrush.model.iam.UpdateServiceSpecificCredentialRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of users for one service: user name and password for CodeCommit and Keyspaces, keys
 * for Bedrock and CloudWatch Logs. The services themselves take signed requests only.
 */
final class ServiceKeys {

  private static final int MOST = 2;
  private static final Set<String> BY_PASSWORD =
      Set.of("codecommit.amazonaws.com", "cassandra.amazonaws.com");
  private static final Set<String> BY_KEY = Set.of("bedrock.amazonaws.com", "logs.amazonaws.com");

  private final Schema schema;
  private final UserTables users;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;
  private final Sealer sealer;

  ServiceKeys(Schema schema, UserTables users, Pages pages, Clock clock, Ids ids, Sealer sealer) {
    this.schema = schema;
    this.users = users;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
    this.sealer = sealer;
  }

  private String sealed(String id, String secret) {
    return sealer.sealText(secret, "iam.servicekeys/" + id);
  }

  private static void checkService(@Nullable String service) {
    if (service != null && !BY_PASSWORD.contains(service) && !BY_KEY.contains(service)) {
      throw ServiceNotSupportedException.because(
          "The specified service " + service + " does not support service-specific credentials.");
    }
  }

  CreateServiceSpecificCredentialResponse create(CreateServiceSpecificCredentialRequest request) {
    String service = request.serviceName();
    checkService(service);
    Integer days = request.credentialAgeDays();
    if (days != null && !BY_KEY.contains(service)) {
      throw Failures.validation("CredentialAgeDays is not supported for " + service + ".");
    }
    Instant now = clock.now().truncatedTo(ChronoUnit.SECONDS);
    String id = ids.unique(Ids.Prefix.SERVICE_CREDENTIAL);
    String secret = ids.secretAccessKey();
    ServiceKeyRow made =
        schema
            .tables()
            .write(transaction -> {
              String user = schema.requireUser(transaction, request.userName()).id();
              ServiceKeyRow row =
                  new ServiceKeyRow(
                      id,
                      user,
                      service,
                      freeName(transaction, user, request),
                      sealed(id, secret),
                      true,
                      now,
                      days == null ? null : now.plus(Duration.ofDays(days)));
              transaction.put(users.serviceKeys(), Schema.under(user, id), row);
              return row;
            });
    return CreateServiceSpecificCredentialResponse.builder()
        .serviceSpecificCredential(told(request.userName(), made, secret))
        .build();
  }

  /** The name at the service: the user's and the account's, the second time with a number. */
  private String freeName(
      Transaction transaction, String user, CreateServiceSpecificCredentialRequest request) {
    List<ServiceKeyRow> present =
        transaction.scan(users.serviceKeys(), Range.prefix(Schema.under(user, ""))).stream()
            .map(Table.Row::value)
            .filter(row -> row.service().equals(request.serviceName()))
            .toList();
    if (present.size() >= MOST) {
      throw Failures.quota("ServiceSpecificCredentialsPerUser", MOST);
    }
    String name = request.userName() + "-at-" + Call.current().account();
    boolean taken = present.stream().anyMatch(row -> row.name().equals(name));
    return taken ? name + "+1" : name;
  }

  private static ServiceSpecificCredential told(String user, ServiceKeyRow row, String secret) {
    boolean key = BY_KEY.contains(row.service());
    return ServiceSpecificCredential.builder()
        .userName(user)
        .serviceName(row.service())
        .serviceSpecificCredentialId(row.id())
        .serviceUserName(key ? null : row.name())
        .servicePassword(key ? null : secret)
        .serviceCredentialAlias(key ? row.name() : null)
        .serviceCredentialSecret(key ? secret : null)
        .status(Statuses.word(row.active()))
        .createDate(row.created())
        .expirationDate(row.expires())
        .build();
  }

  private ServiceKeyRow require(View view, String name, String id) {
    ServiceKeyRow row =
        view.get(users.serviceKeys(), Schema.under(schema.requireUser(view, name).id(), id));
    if (row == null) {
      throw Failures.noSuch("No such credential " + id + " exists");
    }
    return row;
  }

  ResetServiceSpecificCredentialResponse reset(ResetServiceSpecificCredentialRequest request) {
    String name = Users.meant(request.userName());
    String secret = ids.secretAccessKey();
    ServiceKeyRow changed =
        schema
            .tables()
            .write(transaction -> {
              ServiceKeyRow old = require(transaction, name, request.serviceSpecificCredentialId());
              ServiceKeyRow row = old.withSecret(sealed(old.id(), secret));
              transaction.put(users.serviceKeys(), Schema.under(row.user(), row.id()), row);
              return row;
            });
    return ResetServiceSpecificCredentialResponse.builder()
        .serviceSpecificCredential(told(name, changed, secret))
        .build();
  }

  Unit update(UpdateServiceSpecificCredentialRequest request) {
    String name = Users.meant(request.userName());
    boolean active = Statuses.active(request.status());
    schema
        .tables()
        .write(transaction -> {
          ServiceKeyRow old = require(transaction, name, request.serviceSpecificCredentialId());
          ServiceKeyRow row = old.withActive(active);
          transaction.put(users.serviceKeys(), Schema.under(row.user(), row.id()), row);
          return row;
        });
    return Unit.VALUE;
  }

  Unit delete(DeleteServiceSpecificCredentialRequest request) {
    String name = Users.meant(request.userName());
    schema
        .tables()
        .write(transaction -> {
          ServiceKeyRow row = require(transaction, name, request.serviceSpecificCredentialId());
          return transaction.delete(users.serviceKeys(), Schema.under(row.user(), row.id()));
        });
    return Unit.VALUE;
  }

  ListServiceSpecificCredentialsResponse list(ListServiceSpecificCredentialsRequest request) {
    checkService(request.serviceName());
    boolean all = Boolean.TRUE.equals(request.allUsers());
    String name = all ? null : Users.meant(request.userName());
    return schema
        .tables()
        .read(view -> {
          String prefix =
              name == null
                  ? Schema.under("")
                  : Schema.under(schema.requireUser(view, name).id(), "");
          Pages.Page<ServiceKeyRow> page =
              pages.read(
                  view,
                  users.serviceKeys(),
                  prefix,
                  row ->
                      request.serviceName() == null || row.service().equals(request.serviceName()),
                  new Pages.Request(
                      prefix + Objects.toString(request.serviceName()),
                      request.marker(),
                      request.maxItems()));
          return ListServiceSpecificCredentialsResponse.builder()
              .serviceSpecificCredentials(
                  page.items().stream().map(row -> listed(view, row)).toList())
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }

  private ServiceSpecificCredentialMetadata listed(View view, ServiceKeyRow row) {
    boolean key = BY_KEY.contains(row.service());
    return ServiceSpecificCredentialMetadata.builder()
        .userName(schema.nameOf(view, row.user()))
        .serviceName(row.service())
        .serviceSpecificCredentialId(row.id())
        .serviceUserName(key ? null : row.name())
        .serviceCredentialAlias(key ? row.name() : null)
        .status(Statuses.word(row.active()))
        .createDate(row.created())
        .expirationDate(row.expires())
        .build();
  }
}
