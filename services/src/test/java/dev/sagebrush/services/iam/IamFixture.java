package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.policy.CachedPolicies;
import dev.sagebrush.model.iam.CreatePolicyRequest;
import dev.sagebrush.model.iam.CreateRoleRequest;
import dev.sagebrush.model.iam.CreateUserRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** IAM over tables in a folder. */
final class IamFixture implements AutoCloseable {

  static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
          + "{\"Service\":\"sagemaker.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
  static final String READ =
      "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\","
          + " \"Action\": [\"s3:Get*\"], \"Resource\": \"*\"}}";
  static final String SAGEMAKER = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess";

  final AdvanceableClock clock = new AdvanceableClock(Client.START);
  final List<String> changed = new ArrayList<>();
  final SqliteTables tables;
  final Client client;
  final CachedPolicies policies;

  IamFixture(Path folder) {
    tables = SqliteTables.open(folder);
    policies = new CachedPolicies(clock, Iam.identities(tables, Client.SEALER));
    client =
        Client.of(
            Iam.service(
                tables,
                Client.SEALER,
                clock,
                new PageTokens(new byte[32]),
                new Ids(new Random(3)),
                changes()));
  }

  private Iam.Changes changes() {
    return new Iam.Changes() {
      @Override
      public void key(String id) {
        changed.add(id);
      }

      @Override
      public void policies(String account) {
        policies.changed(account);
      }
    };
  }

  void user(String name, String path) {
    client.call(IAMApi.CREATE_USER, CreateUserRequest.builder().userName(name).path(path).build());
  }

  void role(String name) {
    client.call(
        IAMApi.CREATE_ROLE,
        CreateRoleRequest.builder().roleName(name).assumeRolePolicyDocument(TRUST).build());
  }

  /** Makes a managed policy and answers its ARN. */
  String policy(String name) {
    return client
        .call(
            IAMApi.CREATE_POLICY,
            CreatePolicyRequest.builder().policyName(name).policyDocument(READ).build())
        .policy()
        .arn();
  }

  @Override
  public void close() {
    tables.close();
  }
}
