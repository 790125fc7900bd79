package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.kms.AliasListEntry;
import dev.sagebrush.model.kms.AlreadyExistsException;
import dev.sagebrush.model.kms.CreateAliasRequest;
import dev.sagebrush.model.kms.DeleteAliasRequest;
import dev.sagebrush.model.kms.ListAliasesRequest;
import dev.sagebrush.model.kms.ListAliasesResponse;
import dev.sagebrush.model.kms.UpdateAliasRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Aliases of keys. */
final class Aliases {

  private static final int PAGE = 50;

  private final Schema schema;
  private final Keyring keyring;
  private final Deadlines deadlines;
  private final Pages pages;
  private final Clock clock;

  Aliases(Schema schema, Keyring keyring, Deadlines deadlines, Pages pages, Clock clock) {
    this.schema = schema;
    this.keyring = keyring;
    this.deadlines = deadlines;
    this.pages = pages;
    this.clock = clock;
  }

  private static String checked(String name) {
    if (!name.startsWith("alias/") || name.length() == "alias/".length()) {
      throw Failures.validation(
          "Alias must start with the prefix \"alias/\". Please see"
              + " https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
    }
    if (name.startsWith("alias/aws/")) {
      throw ServiceException.of("NotAuthorizedException", 400, "");
    }
    if (name.indexOf(':') >= 0) {
      throw Failures.validation(name + " contains invalid characters for an alias");
    }
    return name;
  }

  private static String rowOf(String name) {
    Call call = Call.current();
    return Tables.key(call.account(), call.region(), name);
  }

  private static String arn(String name) {
    Call call = Call.current();
    return Arn.of("kms", call.region(), call.account(), name).toString();
  }

  private KeyRow target(String reference) {
    if (reference.startsWith("alias/") || reference.contains(":alias/")) {
      throw Failures.validation("Aliases must refer to keys. Not aliases");
    }
    KeyRow key = keyring.owned(reference, "CreateAlias");
    if (key.status().ends()) {
      throw Failures.unusable(key);
    }
    return key;
  }

  Unit create(CreateAliasRequest request) {
    String name = checked(request.aliasName());
    KeyRow key = target(request.targetKeyId());
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    AliasRow made = new AliasRow(key.account(), key.region(), name, key.id(), now, now);
    schema
        .tables()
        .write(transaction -> {
          if (transaction.get(schema.aliases(), rowOf(name)) != null) {
            throw AlreadyExistsException.because(
                "An alias with the name " + made.arn() + " already exists");
          }
          keyring.again(transaction, key);
          transaction.put(schema.aliases(), rowOf(name), made);
          return made;
        });
    return Unit.VALUE;
  }

  Unit update(UpdateAliasRequest request) {
    String name = checked(request.aliasName());
    KeyRow key = target(request.targetKeyId());
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    schema
        .tables()
        .write(transaction -> {
          AliasRow old = require(transaction, name);
          KeyRow before =
              transaction.get(schema.keys(), Tables.key(key.account(), key.region(), old.key()));
          if (before != null
              && (!before.usage().equals(key.usage())
                  || before.spec().family() != key.spec().family())) {
            throw Failures.validation(
                "Alias " + old.arn() + " cannot be changed to a key of another type or key usage.");
          }
          AliasRow changed =
              new AliasRow(old.account(), old.region(), name, key.id(), old.created(), now);
          transaction.put(schema.aliases(), rowOf(name), changed);
          return changed;
        });
    return Unit.VALUE;
  }

  private AliasRow require(Transaction transaction, String name) {
    AliasRow alias = transaction.get(schema.aliases(), rowOf(name));
    if (alias == null) {
      throw Failures.noAlias(arn(name));
    }
    return alias;
  }

  Unit delete(DeleteAliasRequest request) {
    String name = checked(request.aliasName());
    schema
        .tables()
        .write(transaction -> {
          require(transaction, name);
          return transaction.delete(schema.aliases(), rowOf(name));
        });
    return Unit.VALUE;
  }

  ListAliasesResponse list(ListAliasesRequest request) {
    deadlines.meet();
    String id = request.keyId() == null ? "" : keyring.require(request.keyId()).id();
    List<AliasRow> aliases =
        schema.aliases().scan(Range.prefix(rowOf(""))).stream()
            .map(Table.Row::value)
            .filter(alias -> id.isEmpty() || alias.key().equals(id))
            .toList();
    Pages.Page<AliasRow> page =
        pages.of(
            aliases,
            AliasRow::name,
            new Pages.Request("aliases/" + id, request.marker(), request.limit(), PAGE));
    return ListAliasesResponse.builder()
        .aliases(
            page.items().stream()
                .map(alias ->
                    AliasListEntry.builder()
                        .aliasName(alias.name())
                        .aliasArn(alias.arn())
                        .targetKeyId(alias.key())
                        .creationDate(alias.created())
                        .lastUpdatedDate(alias.updated())
                        .build())
                .toList())
        .nextMarker(page.marker())
        .truncated(page.truncated())
        .build();
  }
}
