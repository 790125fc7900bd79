package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.kernel.seal.UnsealException;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.DeleteImportedKeyMaterialRequest;
import dev.sagebrush.model.kms.DeleteImportedKeyMaterialResponse;
import dev.sagebrush.model.kms.ExpiredImportTokenException;
import dev.sagebrush.model.kms.GetParametersForImportRequest;
import dev.sagebrush.model.kms.GetParametersForImportResponse;
import dev.sagebrush.model.kms.ImportKeyMaterialRequest;
import dev.sagebrush.model.kms.ImportKeyMaterialResponse;
import dev.sagebrush.model.kms.IncorrectKeyMaterialException;
import dev.sagebrush.model.kms.InvalidImportTokenException;
import dev.sagebrush.model.kms.UnsupportedOperationException;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Key material that is brought along.
 *
 * <p>An import token is the private wrapping key with what it is for, sealed: the server keeps no
 * list of those it has given out.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html">Importing key
 * material</a>.
 */
final class Imports {

  private static final Duration TOKEN_LIFE = Duration.ofHours(24);
  private static final Duration LONGEST_LIFE = Duration.ofDays(365);

  private final Schema schema;
  private final Keyring keyring;
  private final Materials materials;
  private final Sealer sealer;
  private final Clock clock;

  Imports(Schema schema, Keyring keyring, Materials materials, Sealer sealer, Clock clock) {
    this.schema = schema;
    this.keyring = keyring;
    this.materials = materials;
    this.sealer = sealer;
    this.clock = clock;
  }

  private KeyRow external(String reference, String operation) {
    KeyRow key = keyring.owned(reference, operation);
    if (!key.external()) {
      throw Failures.origin(key);
    }
    if (key.status().ends()) {
      throw Failures.unusable(key);
    }
    return key;
  }

  GetParametersForImportResponse parameters(GetParametersForImportRequest request) {
    KeyRow key = external(request.keyId(), "GetParametersForImport");
    String algorithm = request.wrappingAlgorithm();
    boolean wraps = algorithm.startsWith("RSA_AES_KEY_WRAP");
    if (!wraps && !algorithm.startsWith("RSAES_OAEP")) {
      throw UnsupportedOperationException.because(
          "Wrapping algorithm " + algorithm + " is not supported.");
    }
    if (!wraps && key.spec().family() == Spec.Family.RSA) {
      throw Failures.validation(
          "Wrapping algorithm " + algorithm + " cannot wrap a key of spec " + key.spec() + ".");
    }
    KeyPair pair = KeyPairs.generate(Spec.of(request.wrappingKeySpec()));
    Instant until = clock.now().plus(TOKEN_LIFE).truncatedTo(ChronoUnit.SECONDS);
    ImportToken token = new ImportToken(until, algorithm, pair.getPrivate().getEncoded());
    return GetParametersForImportResponse.builder()
        .keyId(key.arn())
        .importToken(sealer.seal(token.bytes(), ImportToken.context(key)))
        .publicKey(pair.getPublic().getEncoded())
        .parametersValidTo(until)
        .build();
  }

  private ImportToken token(KeyRow key, byte[] sealed) {
    ImportToken token;
    try {
      token = ImportToken.of(sealer.unseal(sealed, ImportToken.context(key)));
    } catch (UnsealException e) {
      ServiceException invalid = InvalidImportTokenException.because(null);
      invalid.initCause(e);
      throw invalid;
    }
    if (clock.now().isAfter(token.until())) {
      throw ExpiredImportTokenException.because(null);
    }
    return token;
  }

  ImportKeyMaterialResponse load(ImportKeyMaterialRequest request) {
    KeyRow found = external(request.keyId(), "ImportKeyMaterial");
    Instant expires = expires(request);
    ImportToken token = token(found, request.importToken());
    Materials.Clear clear =
        ImportedMaterial.of(found.spec(), token, request.encryptedKeyMaterial());
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    MaterialRow given = materials.row(found, clear, now);
    if (request.keyMaterialId() != null && !request.keyMaterialId().equals(given.id())) {
      throw IncorrectKeyMaterialException.because(null);
    }
    MaterialRow described =
        new MaterialRow(
            given.account(),
            given.region(),
            given.key(),
            given.id(),
            given.sealed(),
            given.publicKey(),
            now,
            null,
            MaterialRow.CURRENT,
            request.keyMaterialDescription(),
            expires);
    schema
        .tables()
        .write(transaction -> {
          KeyRow key = keyring.again(transaction, found);
          return place(transaction, key, described, request.importType());
        });
    return ImportKeyMaterialResponse.builder().keyId(found.arn()).keyMaterialId(given.id()).build();
  }

  private @Nullable Instant expires(ImportKeyMaterialRequest request) {
    boolean forEver = "KEY_MATERIAL_DOES_NOT_EXPIRE".equals(request.expirationModel());
    Instant until = request.validTo();
    if (forEver != (until == null)) {
      throw Failures.validation(
          forEver
              ? "A validTo date must not be set if the expiration model is"
                  + " KEY_MATERIAL_DOES_NOT_EXPIRE"
              : "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES");
    }
    Instant now = clock.now();
    if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_LIFE)))) {
      throw Failures.validation("ValidTo must be in the future, and not beyond 365 days from now.");
    }
    return until;
  }

  private KeyRow place(
      Transaction transaction, KeyRow key, MaterialRow given, @Nullable String type) {
    List<MaterialRow> present = schema.materials(transaction, key);
    MaterialRow same = transaction.get(schema.materials(), Tables.key(key.key(), given.id()));
    if (same != null) {
      String description = given.description() == null ? same.description() : given.description();
      MaterialRow again =
          new MaterialRow(
              same.account(),
              same.region(),
              same.key(),
              same.id(),
              given.sealed(),
              given.publicKey(),
              same.since(),
              same.rotation(),
              same.state(),
              description,
              given.expires());
      transaction.put(schema.materials(), again.row(), again);
      return materials.settle(transaction, key);
    }
    if (present.isEmpty()) {
      transaction.put(schema.materials(), given.row(), given);
      return materials.settle(transaction, key.withMaterial(given.id()));
    }
    boolean pending =
        present.stream().anyMatch(row -> row.state().equals(MaterialRow.PENDING_ROTATION));
    if (!"NEW_KEY_MATERIAL".equals(type) || pending) {
      throw IncorrectKeyMaterialException.because(null);
    }
    if (key.spec() != Spec.SYMMETRIC_DEFAULT) {
      throw UnsupportedOperationException.because(
          "A key of spec " + key.spec() + " takes one key material only.");
    }
    MaterialRow next = given.withState(MaterialRow.PENDING_ROTATION);
    transaction.put(schema.materials(), next.row(), next);
    return materials.settle(transaction, key);
  }

  DeleteImportedKeyMaterialResponse delete(DeleteImportedKeyMaterialRequest request) {
    KeyRow found = external(request.keyId(), "DeleteImportedKeyMaterial");
    String id = request.keyMaterialId() == null ? found.material() : request.keyMaterialId();
    schema
        .tables()
        .write(transaction -> {
          KeyRow key = keyring.again(transaction, found);
          MaterialRow row =
              id == null ? null : transaction.get(schema.materials(), Tables.key(key.key(), id));
          if (row != null && row.state().equals(MaterialRow.PENDING_ROTATION)) {
            transaction.delete(schema.materials(), row.row());
          } else if (row != null) {
            transaction.put(schema.materials(), row.row(), row.gone());
          } else if (request.keyMaterialId() != null) {
            throw IncorrectKeyMaterialException.because(null);
          }
          return materials.settle(transaction, key);
        });
    return DeleteImportedKeyMaterialResponse.builder().keyId(found.arn()).keyMaterialId(id).build();
  }
}
