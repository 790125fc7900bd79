package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.InvalidArnException;
import dev.sagebrush.model.kms.NotFoundException;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds keys by what requests call them: id, ARN, alias or ARN of an alias. */
final class Keyring {

  private static final String ALIAS = "alias/";
  private static final String KEY = "key/";
  private static final String ID =
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}";

  private final Schema schema;
  private final Deadlines deadlines;
  private final ManagedKeys managed;

  Keyring(Schema schema, Deadlines deadlines, ManagedKeys managed) {
    this.schema = schema;
    this.deadlines = deadlines;
    this.managed = managed;
  }

  /** Where a reference points. */
  private record Place(String account, String region, String resource) {}

  private static Place place(String reference) {
    Call call = Call.current();
    if (!reference.startsWith("arn:")) {
      String resource = reference.startsWith(ALIAS) ? reference : KEY + reference;
      return new Place(call.account(), call.region(), resource);
    }
    Arn arn;
    try {
      arn = Arn.parse(reference);
    } catch (IllegalArgumentException e) {
      ServiceException invalid = InvalidArnException.because("Invalid arn " + reference);
      invalid.initCause(e);
      throw invalid;
    }
    boolean known = arn.resource().startsWith(ALIAS) || arn.resource().startsWith(KEY);
    if (!arn.service().equals("kms") || !known) {
      throw InvalidArnException.because("Invalid arn " + reference);
    }
    if (!arn.region().equals(call.region())) {
      throw NotFoundException.because("Invalid arn " + arn.region());
    }
    return new Place(arn.account(), arn.region(), arn.resource());
  }

  /**
   * The key that a request means, as it is now. An alias of AWS that has no key yet gets one.
   *
   * @throws ServiceException {@code NotFoundException}, {@code InvalidArnException}
   */
  KeyRow require(String reference) {
    Place place = place(reference);
    if (!place.resource.startsWith(ALIAS)) {
      String id = place.resource.substring(KEY.length());
      if (!id.matches(ID)) {
        throw NotFoundException.because("Invalid keyId '" + id + "'");
      }
      return present(place, id);
    }
    String name = Tables.key(place.account, place.region, place.resource);
    AliasRow alias = schema.aliases().get(name);
    if (alias == null && managed.knows(place.resource)) {
      alias = managed.make(place.account, place.region, place.resource);
    }
    if (alias == null) {
      throw Failures.noAlias(Arn.of("kms", place.region, place.account, place.resource).toString());
    }
    return present(place, alias.key());
  }

  private KeyRow present(Place place, String id) {
    KeyRow found = find(place.account, place.region, id);
    if (found == null) {
      throw Failures.noKey(Arn.of("kms", place.region, place.account, KEY + id).toString());
    }
    return found;
  }

  /** A key as it is now, or null. */
  @Nullable KeyRow find(String account, String region, String id) {
    KeyRow stored = schema.keys().get(Tables.key(account, region, id));
    return stored == null ? null : deadlines.present(stored);
  }

  /**
   * The key that an operation works with.
   *
   * @param usage what the key must have been made for
   * @throws ServiceException when there is none, its state forbids it or it is for something else
   */
  KeyRow usable(String reference, String usage, String operation) {
    return usable(require(reference), usage, operation);
  }

  /** The same for a key that was found already. */
  static KeyRow usable(KeyRow key, String usage, String operation) {
    if (!key.enabled()) {
      throw Failures.unusable(key);
    }
    if (!key.usage().equals(usage)) {
      throw Failures.usage(key, operation);
    }
    return key;
  }

  /** A key that its account may change. */
  KeyRow owned(String reference, String operation) {
    KeyRow key = require(reference);
    if (key.managed()) {
      throw Failures.managed(key, operation);
    }
    return key;
  }

  /** Changes a key that was found, as it is by then. */
  KeyRow change(KeyRow found, UnaryOperator<KeyRow> change) {
    return schema
        .tables()
        .write(transaction -> {
          KeyRow changed = change.apply(again(transaction, found));
          schema.put(transaction, changed);
          return changed;
        });
  }

  /** A key that was found, within a transaction. */
  KeyRow again(Transaction transaction, KeyRow found) {
    KeyRow key = transaction.get(schema.keys(), found.key());
    if (key == null) {
      throw Failures.noKey(found.arn());
    }
    return key;
  }
}
