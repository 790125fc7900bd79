package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.kms.CreateGrantRequest;
import dev.sagebrush.model.kms.CreateGrantResponse;
import dev.sagebrush.model.kms.InvalidArnException;
import dev.sagebrush.model.kms.InvalidGrantTokenException;
import dev.sagebrush.model.kms.NotFoundException;
import dev.sagebrush.model.kms.RetireGrantRequest;
import dev.sagebrush.model.kms.RevokeGrantRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grants: made, retired, revoked. Here they hold from the moment they are made, so that grant
 * tokens add nothing; they are checked all the same.
 */
final class Grants {

  private static final String TOKEN = "kms.grants";

  private final Schema schema;
  private final Keyring keyring;
  private final PageTokens tokens;
  private final Clock clock;
  private final Ids ids;

  Grants(Schema schema, Keyring keyring, PageTokens tokens, Clock clock, Ids ids) {
    this.schema = schema;
    this.keyring = keyring;
    this.tokens = tokens;
    this.clock = clock;
    this.ids = ids;
  }

  CreateGrantResponse create(CreateGrantRequest request) {
    check(request.grantTokens());
    KeyRow key = keyring.require(request.keyId());
    if (!key.enabled()) {
      throw Failures.unusable(key);
    }
    GrantRow asked = asked(request, key);
    Failures.stopIfDry(request.dryRun());
    GrantRow made =
        schema
            .tables()
            .write(transaction -> {
              keyring.again(transaction, key);
              for (GrantRow present : of(transaction, key)) {
                if (asked.same(present)) {
                  return present;
                }
              }
              transaction.put(schema.grants(), asked.row(), asked);
              return asked;
            });
    return CreateGrantResponse.builder()
        .grantId(made.id())
        .grantToken(tokens.issue(TOKEN, made.row()))
        .build();
  }

  private GrantRow asked(CreateGrantRequest request, KeyRow key) {
    List<String> operations = new ArrayList<>(request.operations());
    if (operations.isEmpty()) {
      throw Failures.validation("A grant names at least one operation.");
    }
    for (String operation : operations) {
      if (!GrantOperations.allowed(key, operation)) {
        throw Failures.validation(
            "Grant operation " + operation + " is not valid for " + key.arn() + ".");
      }
    }
    var constraints = request.constraints();
    if (constraints != null && key.spec() != Spec.SYMMETRIC_DEFAULT) {
      throw Failures.validation("Grant constraints are for symmetric encryption keys only.");
    }
    return new GrantRow(
        key.account(),
        key.region(),
        key.id(),
        ids.hex(64),
        request.name(),
        principal(request.granteePrincipal()),
        request.retiringPrincipal() == null ? null : principal(request.retiringPrincipal()),
        operations,
        constraints == null ? null : constraints.encryptionContextEquals(),
        constraints == null ? null : constraints.encryptionContextSubset(),
        Arn.of("iam", "", Call.current().account(), "root").toString(),
        clock.now().truncatedTo(ChronoUnit.MILLIS));
  }

  private static String principal(String text) {
    try {
      if (text.endsWith(".amazonaws.com") || !Arn.parse(text).account().isEmpty()) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      ServiceException invalid = InvalidArnException.because("Invalid arn " + text);
      invalid.initCause(e);
      throw invalid;
    }
    throw InvalidArnException.because("Invalid arn " + text);
  }

  private List<GrantRow> of(Transaction transaction, KeyRow key) {
    return transaction.scan(schema.grants(), Range.prefix(key.key() + Tables.SEPARATOR)).stream()
        .map(Table.Row::value)
        .toList();
  }

  /**
   * Checks the grant tokens of a request.
   *
   * @throws ServiceException {@code InvalidGrantTokenException}
   */
  void check(@Nullable List<String> given) {
    for (String token : given == null ? List.<String>of() : given) {
      rowOf(token);
    }
  }

  private String rowOf(String token) {
    try {
      return tokens.resume(TOKEN, token);
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = InvalidGrantTokenException.because("Invalid grant token.");
      invalid.initCause(e);
      throw invalid;
    }
  }

  Unit revoke(RevokeGrantRequest request) {
    KeyRow key = keyring.require(request.keyId());
    remove(Tables.key(key.key(), request.grantId()), request.grantId(), request.dryRun());
    return Unit.VALUE;
  }

  Unit retire(RetireGrantRequest request) {
    String token = request.grantToken();
    String keyId = request.keyId();
    String grantId = request.grantId();
    if (token != null && keyId == null && grantId == null) {
      String row = rowOf(token);
      remove(row, row.substring(row.lastIndexOf(Tables.SEPARATOR) + 1), request.dryRun());
      return Unit.VALUE;
    }
    if (token != null || keyId == null || grantId == null) {
      throw Failures.validation("Specify a grant token, or a key ARN and a grant ID.");
    }
    if (!keyId.startsWith("arn:")) {
      throw InvalidArnException.because("Invalid arn " + keyId);
    }
    remove(Tables.key(keyring.require(keyId).key(), grantId), grantId, request.dryRun());
    return Unit.VALUE;
  }

  private void remove(String row, String id, @Nullable Boolean dryRun) {
    schema
        .tables()
        .write(transaction -> {
          if (transaction.get(schema.grants(), row) == null) {
            throw NotFoundException.because("Grant ID " + id + " not found");
          }
          Failures.stopIfDry(dryRun);
          return transaction.delete(schema.grants(), row);
        });
  }
}
