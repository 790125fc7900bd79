package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.DeleteSigningCertificateRequest;
import dev.sagebrush.model.iam.DuplicateCertificateException;
import dev.sagebrush.model.iam.ListSigningCertificatesRequest;
import dev.sagebrush.model.iam.ListSigningCertificatesResponse;
import dev.sagebrush.model.iam.SigningCertificate;
import dev.sagebrush.model.iam.UpdateSigningCertificateRequest;
import dev.sagebrush.model.iam.UploadSigningCertificateRequest;
import dev.sagebrush.model.iam.UploadSigningCertificateResponse;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** X.509 certificates that users sign requests with. */
final class SigningCertificates {

  private static final int MOST = 2;
  private static final int ID_LENGTH = 28;

  private final Schema schema;
  private final UserTables users;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;

  SigningCertificates(Schema schema, UserTables users, Pages pages, Clock clock, Ids ids) {
    this.schema = schema;
    this.users = users;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
  }

  UploadSigningCertificateResponse upload(UploadSigningCertificateRequest request) {
    String name = Users.meant(request.userName());
    Certificates.one(request.certificateBody());
    SigningRow row =
        new SigningRow(
            ids.alphanumeric(ID_LENGTH).toUpperCase(Locale.ROOT),
            request.certificateBody(),
            true,
            clock.now().truncatedTo(ChronoUnit.SECONDS));
    schema
        .tables()
        .write(transaction -> {
          String user = schema.requireUser(transaction, name).id();
          List<Table.Row<SigningRow>> present =
              transaction.scan(users.signing(), Range.prefix(Schema.under(user, "")));
          if (present.stream().anyMatch(each -> each.value().body().equals(row.body()))) {
            throw DuplicateCertificateException.because(
                "The same certificate is already associated with an IAM user.");
          }
          if (present.size() >= MOST) {
            throw Failures.quota("CertificatesPerUser", MOST);
          }
          transaction.put(users.signing(), Schema.under(user, row.id()), row);
          return row;
        });
    return UploadSigningCertificateResponse.builder().certificate(described(name, row)).build();
  }

  private static SigningCertificate described(String name, SigningRow row) {
    return SigningCertificate.builder()
        .userName(name)
        .certificateId(row.id())
        .certificateBody(row.body())
        .status(Statuses.word(row.active()))
        .uploadDate(row.uploaded())
        .build();
  }

  private String key(View view, String name, String id) {
    String key = Schema.under(schema.requireUser(view, name).id(), id);
    if (view.get(users.signing(), key) == null) {
      throw Failures.noSuch("The Certificate with id " + id + " cannot be found.");
    }
    return key;
  }

  Unit update(UpdateSigningCertificateRequest request) {
    String name = Users.meant(request.userName());
    boolean active = Statuses.active(request.status());
    schema
        .tables()
        .write(transaction -> {
          String key = key(transaction, name, request.certificateId());
          SigningRow row = java.util.Objects.requireNonNull(transaction.get(users.signing(), key));
          transaction.put(users.signing(), key, row.withActive(active));
          return row;
        });
    return Unit.VALUE;
  }

  Unit delete(DeleteSigningCertificateRequest request) {
    String name = Users.meant(request.userName());
    schema
        .tables()
        .write(transaction ->
            transaction.delete(users.signing(), key(transaction, name, request.certificateId())));
    return Unit.VALUE;
  }

  ListSigningCertificatesResponse list(ListSigningCertificatesRequest request) {
    String name = Users.meant(request.userName());
    return schema
        .tables()
        .read(view -> {
          String user = schema.requireUser(view, name).id();
          Pages.Page<SigningRow> page =
              pages.read(
                  view,
                  users.signing(),
                  Schema.under(user, ""),
                  row -> true,
                  new Pages.Request(user, request.marker(), request.maxItems()));
          return ListSigningCertificatesResponse.builder()
              .certificates(page.items().stream().map(row -> described(name, row)).toList())
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }
}
