package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.secretsmanager.SecretsManagerApi;
import dev.sagebrush.store.Tables;

/** AWS Secrets Manager. */
public final class SecretsManager {

  private SecretsManager() {}

  /** Calls the functions that rotate secrets. */
  public interface RotationHook {

    /**
     * Whether a function can be called.
     *
     * @throws ServiceException when it cannot
     */
    void check(String function);

    /**
     * One step of a rotation, as the function's event has it.
     *
     * @param secret the ARN of the secret
     * @param version the {@code ClientRequestToken}: the version that is made
     * @param step {@code createSecret}, {@code setSecret}, {@code testSecret}, {@code finishSecret}
     * @throws ServiceException when the function fails
     */
    void call(String function, String secret, String version, String step);

    /** Without functions: says so. */
    RotationHook NONE =
        new RotationHook() {
          @Override
          public void check(String function) {
            throw ServiceException.notImplemented("Calling the rotation function " + function);
          }

          @Override
          public void call(String function, String secret, String version, String step) {
            check(function);
          }
        };
  }

  /** What guards the secrets in some tables. */
  public static Guard guard(Tables tables, Clock clock) {
    return new SecretGuard(new Shelf(tables, clock));
  }

  /**
   * The operations of Secrets Manager that are served.
   *
   * @param tables where everything goes
   * @param clock what the time is
   * @param tokens of listings that go on
   * @param ids for versions and passwords, unguessable
   * @param caller reaches KMS, which encrypts values
   * @param hook calls rotation functions
   * @param jobs where the job runs that keeps to deadlines
   */
  public static Service service(
      Tables tables,
      Clock clock,
      PageTokens tokens,
      Ids ids,
      Caller caller,
      RotationHook hook,
      Jobs jobs) {
    Shelf shelf = new Shelf(tables, clock);
    Vault vault = new Vault(caller);
    Versions versions = new Versions(shelf, vault, clock);
    Secrets secrets = new Secrets(shelf, versions, clock, ids);
    SecretListing listing = new SecretListing(shelf, tokens);
    Values values = new Values(shelf, versions, vault, listing, clock, ids);
    ResourcePolicies policies = new ResourcePolicies(shelf);
    Rotations rotations = new Rotations(shelf, versions, hook, clock, ids);
    jobs.start("secretsmanager-deadlines", rotations::watch);
    return Service.of(SecretsManagerApi.API)
        .on(SecretsManagerApi.CREATE_SECRET, secrets::create)
        .on(SecretsManagerApi.UPDATE_SECRET, secrets::update)
        .on(SecretsManagerApi.DELETE_SECRET, secrets::delete)
        .on(SecretsManagerApi.RESTORE_SECRET, secrets::restore)
        .on(SecretsManagerApi.TAG_RESOURCE, secrets::tag)
        .on(SecretsManagerApi.UNTAG_RESOURCE, secrets::untag)
        .on(SecretsManagerApi.DESCRIBE_SECRET, listing::describe)
        .on(SecretsManagerApi.LIST_SECRETS, listing::list)
        .on(SecretsManagerApi.LIST_SECRET_VERSION_IDS, listing::versions)
        .on(SecretsManagerApi.PUT_SECRET_VALUE, values::put)
        .on(SecretsManagerApi.GET_SECRET_VALUE, values::get)
        .on(SecretsManagerApi.BATCH_GET_SECRET_VALUE, values::batch)
        .on(SecretsManagerApi.UPDATE_SECRET_VERSION_STAGE, values::restage)
        .on(SecretsManagerApi.GET_RANDOM_PASSWORD, new Passwords(ids)::make)
        .on(SecretsManagerApi.PUT_RESOURCE_POLICY, policies::put)
        .on(SecretsManagerApi.GET_RESOURCE_POLICY, policies::get)
        .on(SecretsManagerApi.DELETE_RESOURCE_POLICY, policies::delete)
        .on(SecretsManagerApi.VALIDATE_RESOURCE_POLICY, policies::validate)
        .on(SecretsManagerApi.ROTATE_SECRET, rotations::rotate)
        .on(SecretsManagerApi.CANCEL_ROTATE_SECRET, rotations::cancel)
        .build();
  }
}
