package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.model.iam.AttachRolePolicyRequest;
import dev.sagebrush.model.iam.CreateServiceLinkedRoleRequest;
import dev.sagebrush.model.iam.DeleteRoleRequest;
import dev.sagebrush.model.iam.DeleteServiceLinkedRoleRequest;
import dev.sagebrush.model.iam.GetServiceLinkedRoleDeletionStatusRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLinkedRolesTest {

  private static CreateServiceLinkedRoleRequest of(String service, String suffix) {
    return CreateServiceLinkedRoleRequest.builder()
        .awsServiceName(service)
        .customSuffix(suffix)
        .build();
  }

  @Test
  void onlyTheServiceChangesItsRole(@TempDir Path folder) {
    try (IamFixture iam = new IamFixture(folder)) {
      Role role =
          iam.client
              .call(IAMApi.CREATE_SERVICE_LINKED_ROLE, of("batch.amazonaws.com", null))
              .role();
      assertEquals(
          "arn:aws:iam::000000000000:role/aws-service-role/batch.amazonaws.com/"
              + "AWSServiceRoleForBatch",
          role.arn());
      iam.client.refused(
          "InvalidInput", IAMApi.CREATE_SERVICE_LINKED_ROLE, of("batch.amazonaws.com", null));
      iam.client.refused(
          "InvalidInput", IAMApi.CREATE_SERVICE_LINKED_ROLE, of("batch.amazonaws.com", "x"));
      iam.client.refused(
          "InvalidInput", IAMApi.CREATE_SERVICE_LINKED_ROLE, of("nobody.amazonaws.com", null));
      assertEquals(
          "Cannot perform the operation on the protected role 'AWSServiceRoleForBatch' - this role"
              + " is only modifiable by AWS",
          iam.client
              .refused(
                  "UnmodifiableEntity",
                  IAMApi.DELETE_ROLE,
                  new DeleteRoleRequest("AWSServiceRoleForBatch"))
              .getMessage());
      iam.client.refused(
          "UnmodifiableEntity",
          IAMApi.ATTACH_ROLE_POLICY,
          new AttachRolePolicyRequest(IamFixture.SAGEMAKER, "AWSServiceRoleForBatch"));
      String task =
          iam.client
              .call(
                  IAMApi.DELETE_SERVICE_LINKED_ROLE,
                  new DeleteServiceLinkedRoleRequest("AWSServiceRoleForBatch"))
              .deletionTaskId();
      assertEquals(
          "SUCCEEDED",
          iam.client
              .call(
                  IAMApi.GET_SERVICE_LINKED_ROLE_DELETION_STATUS,
                  new GetServiceLinkedRoleDeletionStatusRequest(task))
              .status());
      iam.client.refused(
          "NoSuchEntity",
          IAMApi.DELETE_SERVICE_LINKED_ROLE,
          new DeleteServiceLinkedRoleRequest("AWSServiceRoleForBatch"));
    }
  }
}
