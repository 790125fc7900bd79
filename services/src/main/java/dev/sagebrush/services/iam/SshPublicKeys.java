package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.DeleteSSHPublicKeyRequest;
import dev.sagebrush.model.iam.DuplicateSSHPublicKeyException;
import dev.sagebrush.model.iam.GetSSHPublicKeyRequest;
import dev.sagebrush.model.iam.GetSSHPublicKeyResponse;
import dev.sagebrush.model.iam.ListSSHPublicKeysRequest;
import dev.sagebrush.model.iam.ListSSHPublicKeysResponse;
import dev.sagebrush.model.iam.SSHPublicKey;
import dev.sagebrush.model.iam.SSHPublicKeyMetadata;
import dev.sagebrush.model.iam.UpdateSSHPublicKeyRequest;
import dev.sagebrush.model.iam.UploadSSHPublicKeyRequest;
import dev.sagebrush.model.iam.UploadSSHPublicKeyResponse;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** SSH public keys of users, for CodeCommit in AWS. */
final class SshPublicKeys {

  private static final int MOST = 5;

  private final Schema schema;
  private final UserTables users;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;

  SshPublicKeys(Schema schema, UserTables users, Pages pages, Clock clock, Ids ids) {
    this.schema = schema;
    this.users = users;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
  }

  UploadSSHPublicKeyResponse upload(UploadSSHPublicKeyRequest request) {
    SshRow row =
        new SshRow(
            ids.unique(Ids.Prefix.SSH_PUBLIC_KEY),
            SshKeyFormat.of(request.sshPublicKeyBody()).ssh(),
            true,
            clock.now().truncatedTo(ChronoUnit.SECONDS));
    schema
        .tables()
        .write(transaction -> {
          String user = schema.requireUser(transaction, request.userName()).id();
          List<Table.Row<SshRow>> present =
              transaction.scan(users.ssh(), Range.prefix(Schema.under(user, "")));
          if (present.stream().anyMatch(each -> each.value().body().equals(row.body()))) {
            throw DuplicateSSHPublicKeyException.because(
                "The SSH public key is already associated with the IAM user.");
          }
          if (present.size() >= MOST) {
            throw Failures.quota("SSHPublicKeysPerUser", MOST);
          }
          transaction.put(users.ssh(), Schema.under(user, row.id()), row);
          return row;
        });
    return UploadSSHPublicKeyResponse.builder()
        .sshPublicKey(described(request.userName(), row, request.sshPublicKeyBody()))
        .build();
  }

  private static SSHPublicKey described(String name, SshRow row, String body) {
    return SSHPublicKey.builder()
        .userName(name)
        .sshPublicKeyId(row.id())
        .sshPublicKeyBody(body)
        .fingerprint(SshKeyFormat.of(row.body()).fingerprint())
        .status(Statuses.word(row.active()))
        .uploadDate(row.uploaded())
        .build();
  }

  private SshRow require(View view, String name, String id) {
    SshRow row = view.get(users.ssh(), Schema.under(schema.requireUser(view, name).id(), id));
    if (row == null) {
      throw Failures.noSuch("The Public Key with id " + id + " cannot be found.");
    }
    return row;
  }

  GetSSHPublicKeyResponse get(GetSSHPublicKeyRequest request) {
    SshRow row =
        schema.tables().read(view -> require(view, request.userName(), request.sshPublicKeyId()));
    String body = "PEM".equals(request.encoding()) ? SshKeyFormat.of(row.body()).pem() : row.body();
    return GetSSHPublicKeyResponse.builder()
        .sshPublicKey(described(request.userName(), row, body))
        .build();
  }

  Unit update(UpdateSSHPublicKeyRequest request) {
    boolean active = Statuses.active(request.status());
    schema
        .tables()
        .write(transaction -> {
          String user = schema.requireUser(transaction, request.userName()).id();
          SshRow row = require(transaction, request.userName(), request.sshPublicKeyId());
          transaction.put(users.ssh(), Schema.under(user, row.id()), row.withActive(active));
          return row;
        });
    return Unit.VALUE;
  }

  Unit delete(DeleteSSHPublicKeyRequest request) {
    schema
        .tables()
        .write(transaction -> {
          String user = schema.requireUser(transaction, request.userName()).id();
          SshRow row = require(transaction, request.userName(), request.sshPublicKeyId());
          return transaction.delete(users.ssh(), Schema.under(user, row.id()));
        });
    return Unit.VALUE;
  }

  ListSSHPublicKeysResponse list(ListSSHPublicKeysRequest request) {
    String name = Users.meant(request.userName());
    return schema
        .tables()
        .read(view -> {
          String user = schema.requireUser(view, name).id();
          Pages.Page<SshRow> page =
              pages.read(
                  view,
                  users.ssh(),
                  Schema.under(user, ""),
                  row -> true,
                  new Pages.Request(user, request.marker(), request.maxItems()));
          return ListSSHPublicKeysResponse.builder()
              .sshPublicKeys(page.items().stream().map(row -> listed(name, row)).toList())
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }

  private static SSHPublicKeyMetadata listed(String name, SshRow row) {
    return SSHPublicKeyMetadata.builder()
        .userName(name)
        .sshPublicKeyId(row.id())
        .status(Statuses.word(row.active()))
        .uploadDate(row.uploaded())
        .build();
  }
}
