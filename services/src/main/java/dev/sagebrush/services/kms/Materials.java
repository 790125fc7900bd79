package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.services.kms.Status.State;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What keys are made of: made, sealed, unsealed, rotated, erased. */
final class Materials {

  private final Schema schema;
  private final Sealer sealer;
  private final Ids ids;

  Materials(Schema schema, Sealer sealer, Ids ids) {
    this.schema = schema;
    this.sealer = sealer;
    this.ids = ids;
  }

  /**
   * Material in clear.
   *
   * @param bytes the secret key, or the private key as PKCS #8
   * @param publicKey as X.509, of a key pair
   */
  record Clear(byte[] bytes, byte @Nullable [] publicKey) {

    static Clear of(KeyPair pair) {
      return new Clear(pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
    }
  }

  /** New material for a kind of key; a large RSA key takes a second. */
  Clear make(Spec spec) {
    return spec.asymmetric()
        ? Clear.of(KeyPairs.generate(spec))
        : new Clear(ids.bytes(spec.size()), null);
  }

  static String idOf(byte[] material) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("sagebrush:kms-material".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(material));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The row of new material that is current. */
  MaterialRow row(KeyRow key, Clear material, Instant now) {
    String id = idOf(material.bytes());
    byte[] sealed = sealer.seal(material.bytes(), MaterialRow.context(key.account(), key.id(), id));
    byte[] publicKey = material.publicKey();
    return new MaterialRow(
        key.account(),
        key.region(),
        key.id(),
        id,
        Base64.getEncoder().encodeToString(sealed),
        publicKey == null ? null : Base64.getEncoder().encodeToString(publicKey),
        now,
        null,
        MaterialRow.CURRENT,
        null,
        null);
  }

  /** Writes a key with its first material. */
  void put(Transaction transaction, KeyRow key, MaterialRow material) {
    transaction.put(schema.materials(), material.row(), material);
    schema.put(transaction, key);
  }

  /** The material of a key under an id, or null when it has none such or it is erased. */
  byte @Nullable [] find(KeyRow key, String id) {
    MaterialRow row = schema.materials().get(Tables.key(key.key(), id));
    String sealed = row == null ? null : row.sealed();
    return sealed == null
        ? null
        : sealer.unseal(
            Base64.getDecoder().decode(sealed), MaterialRow.context(key.account(), key.id(), id));
  }

  /** What a usable key encrypts, signs or authenticates with now. */
  byte[] current(KeyRow key) {
    return Objects.requireNonNull(find(key, currentId(key)), key.arn());
  }

  static String currentId(KeyRow key) {
    return Objects.requireNonNull(key.material(), key.arn());
  }

  /** The public key, as X.509, of a key pair. */
  byte[] publicKey(KeyRow key) {
    MaterialRow row =
        Objects.requireNonNull(schema.materials().get(Tables.key(key.key(), currentId(key))));
    return Base64.getDecoder().decode(Objects.requireNonNull(row.publicKey()));
  }

  /** The key and its relatives in some Regions. */
  List<KeyRow> inRegions(View view, KeyRow key, List<String> regions) {
    List<KeyRow> found = new ArrayList<>();
    for (String region : regions) {
      KeyRow row = view.get(schema.keys(), Tables.key(key.account(), region, key.id()));
      if (row != null) {
        found.add(row);
      }
    }
    return found;
  }

  private List<KeyRow> everywhere(View view, KeyRow key) {
    Relatives relatives = key.relatives();
    return relatives == null ? List.of(key) : inRegions(view, key, relatives.regions());
  }

  /**
   * Gives a symmetric key new material: random, or for imported keys what was imported for it.
   *
   * @param how {@code AUTOMATIC} or {@code ON_DEMAND}
   * @return the key as it was written
   */
  KeyRow rotate(Transaction transaction, KeyRow key, String how, Instant when) {
    MaterialRow fresh =
        key.external() ? pending(transaction, key) : row(key, make(key.spec()), when);
    KeyRow rotated = key;
    for (KeyRow each : key.external() ? List.of(key) : everywhere(transaction, key)) {
      for (MaterialRow old : schema.materials(transaction, each)) {
        if (old.state().equals(MaterialRow.CURRENT)) {
          transaction.put(schema.materials(), old.row(), old.withState(MaterialRow.NON_CURRENT));
        }
      }
      MaterialRow placed = fresh.in(each.region()).withState(MaterialRow.CURRENT, how, when);
      transaction.put(schema.materials(), placed.row(), placed);
      KeyRow changed = each.withMaterial(fresh.id());
      schema.put(transaction, changed);
      rotated = each.region().equals(key.region()) ? changed : rotated;
    }
    return rotated;
  }

  private MaterialRow pending(Transaction transaction, KeyRow key) {
    return schema.materials(transaction, key).stream()
        .filter(material -> material.state().equals(MaterialRow.PENDING_ROTATION))
        .findFirst()
        .orElseThrow(() -> Failures.invalidState(key, "without key material to rotate to"));
  }

  /** Erases what has expired; the key waits for it to be imported again. */
  KeyRow expire(Transaction transaction, KeyRow key, Instant now) {
    for (MaterialRow material : schema.materials(transaction, key)) {
      Instant expires = material.expires();
      if (expires != null && !expires.isAfter(now)) {
        transaction.put(schema.materials(), material.row(), material.gone());
      }
    }
    return settle(transaction, key);
  }

  /** Writes an imported key in the state that its materials give it. */
  KeyRow settle(Transaction transaction, KeyRow key) {
    List<MaterialRow> all = schema.materials(transaction, key);
    Instant expires =
        all.stream()
            .map(MaterialRow::expires)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null);
    boolean complete =
        key.material() != null
            && all.stream()
                .filter(material -> !material.state().equals(MaterialRow.PENDING_ROTATION))
                .allMatch(material -> material.sealed() != null);
    Status status = key.status();
    if (!status.ends()) {
      boolean was = status.state() == State.PENDING_IMPORT;
      status = complete ? (was ? Status.ENABLED : status) : Status.PENDING_IMPORT;
    }
    KeyRow settled = key.withExpires(expires).withStatus(status);
    schema.put(transaction, settled);
    return settled;
  }
}
