package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.kms.CreateKeyRequest;
import dev.sagebrush.model.kms.CreateKeyResponse;
import dev.sagebrush.model.kms.CustomKeyStoreNotFoundException;
import dev.sagebrush.model.kms.DescribeKeyRequest;
import dev.sagebrush.model.kms.DescribeKeyResponse;
import dev.sagebrush.model.kms.DisableKeyRequest;
import dev.sagebrush.model.kms.EnableKeyRequest;
import dev.sagebrush.model.kms.KeyListEntry;
import dev.sagebrush.model.kms.ListKeysRequest;
import dev.sagebrush.model.kms.ListKeysResponse;
import dev.sagebrush.model.kms.UpdateKeyDescriptionRequest;
import dev.sagebrush.services.kms.Status.State;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Keys: made, shown, switched on and off. */
final class Keys {

  private static final int PAGE = 100;

  private final Schema schema;
  private final Keyring keyring;
  private final Materials materials;
  private final Deadlines deadlines;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;

  Keys(
      Schema schema,
      Keyring keyring,
      Materials materials,
      Deadlines deadlines,
      Pages pages,
      Clock clock,
      Ids ids) {
    this.schema = schema;
    this.keyring = keyring;
    this.materials = materials;
    this.deadlines = deadlines;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
  }

  CreateKeyResponse create(CreateKeyRequest request) {
    KeyRow key = asked(request);
    if (key.external()) {
      schema
          .tables()
          .write(transaction -> {
            schema.put(transaction, key);
            return key;
          });
      return new CreateKeyResponse(Descriptions.of(key));
    }
    // Outside the transaction: a large key pair takes a second.
    MaterialRow material = materials.row(key, materials.make(key.spec()), key.created());
    KeyRow made = key.withMaterial(material.id());
    schema
        .tables()
        .write(transaction -> {
          materials.put(transaction, made, material);
          return made;
        });
    return new CreateKeyResponse(Descriptions.of(made));
  }

  private KeyRow asked(CreateKeyRequest request) {
    Call call = Call.current();
    Spec spec = Spec.of(specName(request));
    boolean related = Boolean.TRUE.equals(request.multiRegion());
    String id = related ? "mrk-" + ids.hex(32) : ids.uuid();
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    String origin = origin(request);
    boolean external = origin.equals(KeyRow.EXTERNAL);
    if (external && spec.family() == Spec.Family.LATTICE) {
      throw Failures.validation("Origin EXTERNAL is not valid for key spec " + spec + ".");
    }
    String arn = Arn.of("kms", call.region(), call.account(), "key/" + id).toString();
    String policy =
        request.policy() == null
            ? KeyPolicies.standard(call.account())
            : KeyPolicies.checked(
                request.policy(), arn, call.account(), request.bypassPolicyLockoutSafetyCheck());
    return new KeyRow(
        call.account(),
        call.region(),
        id,
        spec,
        usage(spec, request),
        origin,
        false,
        request.description() == null ? "" : request.description(),
        policy,
        KeyTags.of(request.tags()),
        now,
        external ? Status.PENDING_IMPORT : Status.ENABLED,
        related ? new Relatives(call.region(), List.of()) : null,
        null,
        null,
        null);
  }

  private static String specName(CreateKeyRequest request) {
    if (request.keySpec() != null && request.customerMasterKeySpec() != null) {
      throw Failures.validation(
          "You cannot specify KeySpec and CustomerMasterKeySpec in the same request."
              + " CustomerMasterKeySpec is deprecated.");
    }
    if (request.keySpec() != null) {
      return request.keySpec();
    }
    return request.customerMasterKeySpec() == null
        ? Spec.SYMMETRIC_DEFAULT.name()
        : request.customerMasterKeySpec();
  }

  private static String usage(Spec spec, CreateKeyRequest request) {
    List<String> usages = spec.usages();
    if (request.keyUsage() == null) {
      if (spec != Spec.SYMMETRIC_DEFAULT) {
        throw Failures.validation(
            "You must specify a KeyUsage value for all KMS keys except for symmetric encryption"
                + " keys.");
      }
      return usages.getFirst();
    }
    if (!usages.contains(request.keyUsage())) {
      throw Failures.validation(
          "KeyUsage " + request.keyUsage() + " is not compatible with KeySpec " + spec);
    }
    return request.keyUsage();
  }

  private static String origin(CreateKeyRequest request) {
    if (request.customKeyStoreId() != null) {
      throw CustomKeyStoreNotFoundException.because(
          "There is no custom key store " + request.customKeyStoreId() + ".");
    }
    String origin = request.origin() == null ? "AWS_KMS" : request.origin();
    if (!origin.equals("AWS_KMS") && !origin.equals(KeyRow.EXTERNAL)
        || request.xksKeyId() != null) {
      throw ServiceException.notImplemented("A key of origin " + origin);
    }
    return origin;
  }

  DescribeKeyResponse describe(DescribeKeyRequest request) {
    return new DescribeKeyResponse(Descriptions.of(keyring.require(request.keyId())));
  }

  ListKeysResponse list(ListKeysRequest request) {
    deadlines.meet();
    Call call = Call.current();
    List<KeyRow> keys =
        schema.keys().scan(Range.prefix(Tables.key(call.account(), call.region(), ""))).stream()
            .map(Table.Row::value)
            .toList();
    Pages.Page<KeyRow> page =
        pages.of(
            keys, KeyRow::id, new Pages.Request("keys", request.marker(), request.limit(), PAGE));
    return ListKeysResponse.builder()
        .keys(
            page.items().stream()
                .map(key -> KeyListEntry.builder().keyId(key.id()).keyArn(key.arn()).build())
                .toList())
        .nextMarker(page.marker())
        .truncated(page.truncated())
        .build();
  }

  Unit enable(EnableKeyRequest request) {
    Instant now = clock.now();
    keyring.change(
        keyring.owned(request.keyId(), "EnableKey"),
        key -> {
          Rotation rotation = requireComplete(key).rotation();
          // A disabled key does not rotate, and does not catch up on what it missed.
          Rotation next =
              rotation != null && rotation.next().isBefore(now)
                  ? new Rotation(rotation.days(), now)
                  : rotation;
          return key.withStatus(Status.ENABLED).withRotation(next);
        });
    return Unit.VALUE;
  }

  Unit disable(DisableKeyRequest request) {
    keyring.change(
        keyring.owned(request.keyId(), "DisableKey"),
        key -> requireComplete(key).withStatus(Status.DISABLED));
    return Unit.VALUE;
  }

  private static KeyRow requireComplete(KeyRow key) {
    if (key.status().ends() || key.status().state() == State.PENDING_IMPORT) {
      throw Failures.unusable(key);
    }
    return key;
  }

  Unit describeAs(UpdateKeyDescriptionRequest request) {
    keyring.change(
        keyring.owned(request.keyId(), "UpdateKeyDescription"),
        key -> {
          if (key.status().ends()) {
            throw Failures.unusable(key);
          }
          return key.withDescription(request.description());
        });
    return Unit.VALUE;
  }
}
