package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AccessKey;
import dev.sagebrush.model.iam.AccessKeyMetadata;
import dev.sagebrush.model.iam.CreateAccessKeyRequest;
import dev.sagebrush.model.iam.CreateAccessKeyResponse;
import dev.sagebrush.model.iam.DeleteAccessKeyRequest;
import dev.sagebrush.model.iam.ListAccessKeysRequest;
import dev.sagebrush.model.iam.ListAccessKeysResponse;
import dev.sagebrush.model.iam.UpdateAccessKeyRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Access keys of users. */
final class AccessKeys {

  private static final int MOST = 2;

  private final Schema schema;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;
  private final Consumer<String> changed;

  AccessKeys(Schema schema, Pages pages, Clock clock, Ids ids, Consumer<String> changed) {
    this.schema = schema;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
    this.changed = changed;
  }

  CreateAccessKeyResponse create(CreateAccessKeyRequest request) {
    String name = Users.meant(request.userName());
    String id = ids.unique(Ids.Prefix.ACCESS_KEY);
    String secret = ids.secretAccessKey();
    KeyRow made =
        schema
            .tables()
            .write(transaction -> {
              UserRow user = schema.requireUser(transaction, name);
              Range own = Range.prefix(Schema.under(user.id(), "")).limit(MOST);
              if (transaction.scan(schema.userKeys(), own).size() == MOST) {
                throw Failures.quota("AccessKeysPerUser", MOST);
              }
              KeyRow key =
                  KeyRow.of(
                      user.account(),
                      user.id(),
                      secret,
                      clock.now().truncatedTo(ChronoUnit.SECONDS),
                      schema.sealer());
              transaction.put(schema.keys(), id, key);
              transaction.put(schema.userKeys(), ofUser(key, id), new Link(id));
              return key;
            });
    return CreateAccessKeyResponse.builder()
        .accessKey(
            AccessKey.builder()
                .userName(name)
                .accessKeyId(id)
                .secretAccessKey(secret)
                .status(made.status())
                .createDate(made.created())
                .build())
        .build();
  }

  private static String ofUser(KeyRow key, String id) {
    String made = String.format(Locale.ROOT, "%012d", key.created().getEpochSecond());
    return Schema.under(key.user(), made, id);
  }

  private KeyRow require(View view, String name, String id) {
    UserRow user = schema.requireUser(view, name);
    KeyRow key = view.get(schema.keys(), id);
    if (key == null || !key.user().equals(user.id())) {
      throw Failures.noSuch("The Access Key with id " + id + " cannot be found.");
    }
    return key;
  }

  Unit update(UpdateAccessKeyRequest request) {
    String name = Users.meant(request.userName());
    if (request.status().equals("Expired")) {
      throw Failures.validation("An access key is made Active or Inactive; it expires by itself.");
    }
    boolean active = request.status().equals("Active");
    schema
        .tables()
        .write(transaction -> {
          KeyRow key = require(transaction, name, request.accessKeyId()).withActive(active);
          transaction.put(schema.keys(), request.accessKeyId(), key);
          return key;
        });
    changed.accept(request.accessKeyId());
    return Unit.VALUE;
  }

  Unit delete(DeleteAccessKeyRequest request) {
    String name = Users.meant(request.userName());
    String id = request.accessKeyId();
    schema
        .tables()
        .write(transaction -> {
          KeyRow key = require(transaction, name, id);
          transaction.delete(schema.userKeys(), ofUser(key, id));
          transaction.delete(schema.keyUses(), id);
          return transaction.delete(schema.keys(), id);
        });
    changed.accept(id);
    return Unit.VALUE;
  }

  ListAccessKeysResponse list(ListAccessKeysRequest request) {
    String name = Users.meant(request.userName());
    return schema
        .tables()
        .read(view -> {
          UserRow user = schema.requireUser(view, name);
          Pages.Page<Link> page =
              pages.read(
                  view,
                  schema.userKeys(),
                  Schema.under(user.id(), ""),
                  link -> true,
                  new Pages.Request(user.id(), request.marker(), request.maxItems()));
          List<AccessKeyMetadata> keys = new ArrayList<>();
          for (Link link : page.items()) {
            KeyRow key = require(view, name, link.to());
            keys.add(
                AccessKeyMetadata.builder()
                    .userName(name)
                    .accessKeyId(link.to())
                    .status(key.status())
                    .createDate(key.created())
                    .build());
          }
          return ListAccessKeysResponse.builder()
              .accessKeyMetadata(keys)
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }

  /** The credential of an active key, or null. */
  static @Nullable Credential credential(Schema schema, String id) {
    KeyRow key = id.startsWith("AKIA") ? schema.keys().get(id) : null;
    if (key == null || !key.active()) {
      return null;
    }
    Link name = schema.names().get(Tables.key(key.account(), key.user()));
    UserRow user =
        name == null
            ? null
            : schema.users().get(Tables.key(key.account(), name.to().toLowerCase(Locale.ROOT)));
    return user == null
        ? null
        : Credential.longTerm(
            key.secret(schema.sealer()),
            new Principal(Principal.Kind.USER, key.account(), user.arn(), user.id()));
  }
}
