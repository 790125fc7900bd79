package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.kms.KMSApi;
import dev.sagebrush.store.Tables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** AWS Key Management Service. */
public final class Kms {

  private Kms() {}

  /** What whoever authorises calls must know of keys. */
  public interface Access {

    /**
     * What decides about the use of a key; null when there is no such key.
     *
     * @param reference as a request names it: id, ARN, alias or ARN of an alias
     * @param account of the caller, and the Region called, for references that name none
     */
    @Nullable KeyFacts key(String reference, String account, String region);

    /** The ARN of the key that a request's ciphertext is of; null when it is no ciphertext. */
    @Nullable String keyOf(byte[] ciphertext);
  }

  /**
   * What decides about the use of a key.
   *
   * @param policy the key policy, as JSON
   * @param conditions the condition keys that are facts of the key: {@code kms:KeySpec} and others
   */
  public record KeyFacts(
      String arn,
      String account,
      String policy,
      Map<String, String> tags,
      Map<String, List<String>> conditions,
      List<GrantFacts> grants) {}

  /**
   * A grant of a key.
   *
   * @param grantee the ARN or service that may use the key
   * @param retiring who may retire it, or null
   * @param operations {@code Decrypt} and so on; ReEncrypt is {@code ReEncryptFrom} the source and
   *     {@code ReEncryptTo} the destination
   * @param contextEquals the encryption context that a request must have, or null
   * @param contextSubset the pairs that its encryption context must hold, or null
   */
  public record GrantFacts(
      String id,
      String grantee,
      @Nullable String retiring,
      Set<String> operations,
      @Nullable Map<String, String> contextEquals,
      @Nullable Map<String, String> contextSubset) {

    /** Whether it grants an operation with an encryption context, which is empty for none. */
    public boolean covers(String operation, Map<String, String> context) {
      return operations.contains(operation)
          && (contextEquals == null || contextEquals.equals(context))
          && (contextSubset == null || context.entrySet().containsAll(contextSubset.entrySet()));
    }
  }

  /** What is known of the keys in some tables. */
  public static Access access(Tables tables) {
    return new KeyFactsReader(Schema.declare(tables));
  }

  /**
   * The operations of KMS that are served.
   *
   * @param tables where everything goes
   * @param sealer of key material
   * @param clock what the time is
   * @param tokens of listings that go on and of grants
   * @param ids for keys, unguessable
   * @param jobs where the job runs that keeps to deadlines
   */
  public static Service service(
      Tables tables, Sealer sealer, Clock clock, PageTokens tokens, Ids ids, Jobs jobs) {
    Schema schema = Schema.declare(tables);
    Materials materials = new Materials(schema, sealer, ids);
    Deadlines deadlines = new Deadlines(schema, materials, clock);
    Keyring keyring =
        new Keyring(schema, deadlines, new ManagedKeys(schema, materials, clock, ids));
    Pages pages = new Pages(tokens);
    Grants grants = new Grants(schema, keyring, tokens, clock, ids);
    SymmetricKeys symmetric = new SymmetricKeys(keyring, materials, ids);
    Service.Builder service = Service.of(KMSApi.API);
    keys(service, new Keys(schema, keyring, materials, deadlines, pages, clock, ids));
    aliases(service, new Aliases(schema, keyring, deadlines, pages, clock));
    grants(service, grants, new GrantListing(schema, keyring, pages));
    attached(
        service,
        new KeyPolicies(keyring),
        new KeyTags(keyring, pages),
        new Deletions(keyring, clock));
    rotations(service, new Rotations(schema, keyring, materials, pages, clock));
    elsewhere(
        service,
        new Imports(schema, keyring, materials, sealer, clock),
        new MultiRegion(schema, keyring, materials, clock));
    ciphers(
        service,
        new Encryption(keyring, materials, symmetric, grants),
        new DataKeys(keyring, symmetric, grants, ids));
    signatures(service, new Signatures(keyring, materials, grants, ids));
    secrets(service, new SecretOperations(keyring, materials, grants, ids));
    jobs.start("kms-deadlines", deadlines::watch);
    return service.build();
  }

  private static void keys(Service.Builder service, Keys keys) {
    service
        .on(KMSApi.CREATE_KEY, keys::create)
        .on(KMSApi.DESCRIBE_KEY, keys::describe)
        .on(KMSApi.LIST_KEYS, keys::list)
        .on(KMSApi.ENABLE_KEY, keys::enable)
        .on(KMSApi.DISABLE_KEY, keys::disable)
        .on(KMSApi.UPDATE_KEY_DESCRIPTION, keys::describeAs);
  }

  private static void aliases(Service.Builder service, Aliases aliases) {
    service
        .on(KMSApi.CREATE_ALIAS, aliases::create)
        .on(KMSApi.UPDATE_ALIAS, aliases::update)
        .on(KMSApi.DELETE_ALIAS, aliases::delete)
        .on(KMSApi.LIST_ALIASES, aliases::list);
  }

  private static void grants(Service.Builder service, Grants grants, GrantListing listing) {
    service
        .on(KMSApi.CREATE_GRANT, grants::create)
        .on(KMSApi.REVOKE_GRANT, grants::revoke)
        .on(KMSApi.RETIRE_GRANT, grants::retire)
        .on(KMSApi.LIST_GRANTS, listing::list)
        .on(KMSApi.LIST_RETIRABLE_GRANTS, listing::retirable);
  }

  private static void attached(
      Service.Builder service, KeyPolicies policies, KeyTags tags, Deletions deletions) {
    service
        .on(KMSApi.GET_KEY_POLICY, policies::get)
        .on(KMSApi.PUT_KEY_POLICY, policies::put)
        .on(KMSApi.LIST_KEY_POLICIES, policies::list)
        .on(KMSApi.TAG_RESOURCE, tags::tag)
        .on(KMSApi.UNTAG_RESOURCE, tags::untag)
        .on(KMSApi.LIST_RESOURCE_TAGS, tags::list)
        .on(KMSApi.SCHEDULE_KEY_DELETION, deletions::schedule)
        .on(KMSApi.CANCEL_KEY_DELETION, deletions::cancel);
  }

  private static void rotations(Service.Builder service, Rotations rotations) {
    service
        .on(KMSApi.ENABLE_KEY_ROTATION, rotations::enable)
        .on(KMSApi.DISABLE_KEY_ROTATION, rotations::disable)
        .on(KMSApi.GET_KEY_ROTATION_STATUS, rotations::status)
        .on(KMSApi.ROTATE_KEY_ON_DEMAND, rotations::rotate)
        .on(KMSApi.LIST_KEY_ROTATIONS, rotations::list);
  }

  private static void elsewhere(Service.Builder service, Imports imports, MultiRegion regions) {
    service
        .on(KMSApi.GET_PARAMETERS_FOR_IMPORT, imports::parameters)
        .on(KMSApi.IMPORT_KEY_MATERIAL, imports::load)
        .on(KMSApi.DELETE_IMPORTED_KEY_MATERIAL, imports::delete)
        .on(KMSApi.REPLICATE_KEY, regions::replicate)
        .on(KMSApi.UPDATE_PRIMARY_REGION, regions::makePrimary);
  }

  private static void ciphers(Service.Builder service, Encryption encryption, DataKeys dataKeys) {
    service
        .on(KMSApi.ENCRYPT, encryption::encrypt)
        .on(KMSApi.DECRYPT, encryption::decrypt)
        .on(KMSApi.RE_ENCRYPT, encryption::reEncrypt)
        .on(KMSApi.GENERATE_DATA_KEY, dataKeys::key)
        .on(KMSApi.GENERATE_DATA_KEY_WITHOUT_PLAINTEXT, dataKeys::sealedKey)
        .on(KMSApi.GENERATE_DATA_KEY_PAIR, dataKeys::pair)
        .on(KMSApi.GENERATE_DATA_KEY_PAIR_WITHOUT_PLAINTEXT, dataKeys::sealedPair);
  }

  private static void signatures(Service.Builder service, Signatures signatures) {
    service
        .on(KMSApi.SIGN, signatures::sign)
        .on(KMSApi.VERIFY, signatures::verify)
        .on(KMSApi.GET_PUBLIC_KEY, signatures::publicKey);
  }

  private static void secrets(Service.Builder service, SecretOperations secrets) {
    service
        .on(KMSApi.GENERATE_MAC, secrets::generateMac)
        .on(KMSApi.VERIFY_MAC, secrets::verifyMac)
        .on(KMSApi.DERIVE_SHARED_SECRET, secrets::derive)
        .on(KMSApi.GENERATE_RANDOM, secrets::random)
        .on(KMSApi.DESCRIBE_CUSTOM_KEY_STORES, secrets::keyStores);
  }
}
