package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.iam.CreateServiceLinkedRoleRequest;
import dev.sagebrush.model.iam.CreateServiceLinkedRoleResponse;
import dev.sagebrush.model.iam.DeleteServiceLinkedRoleRequest;
import dev.sagebrush.model.iam.DeleteServiceLinkedRoleResponse;
import dev.sagebrush.model.iam.GetServiceLinkedRoleDeletionStatusRequest;
import dev.sagebrush.model.iam.GetServiceLinkedRoleDeletionStatusResponse;
import dev.sagebrush.model.iam.InvalidInputException;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Roles of services. No service here keeps resources that need its role, so a deletion always
 * succeeds, at once.
 */
final class ServiceLinkedRoles {

  static final String PATH = "/aws-service-role/";

  private static final int SESSION = 3600;

  private final Schema schema;
  private final Table<DeletionRow> deletions;
  private final Clock clock;
  private final Ids ids;

  ServiceLinkedRoles(Schema schema, Clock clock, Ids ids) {
    this.schema = schema;
    this.deletions = schema.tables().table(TableSpec.of("iam.deletions", DeletionRow.class));
    this.clock = clock;
    this.ids = ids;
  }

  CreateServiceLinkedRoleResponse create(CreateServiceLinkedRoleRequest request) {
    String service = request.awsServiceName();
    RoleRow role =
        new RoleRow(
            Call.current().account(),
            LinkedServices.role(service, request.customSuffix()),
            PATH + service + "/",
            ids.unique(Ids.Prefix.ROLE),
            clock.now().truncatedTo(ChronoUnit.SECONDS),
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + "{\"Service\":\""
                + service
                + "\"},\"Action\":\"sts:AssumeRole\"}]}",
            request.description(),
            SESSION,
            null,
            Map.of());
    schema
        .tables()
        .write(transaction -> {
          String key = Schema.named(role.name());
          if (transaction.get(schema.roles(), key) != null) {
            throw InvalidInputException.because(
                "Service role name "
                    + role.name()
                    + " has been taken in this account, please try a different suffix.");
          }
          transaction.put(schema.roles(), key, role);
          transaction.put(schema.names(), Schema.under(role.id()), new Link(role.name()));
          return role;
        });
    return CreateServiceLinkedRoleResponse.builder().role(role.described()).build();
  }

  DeleteServiceLinkedRoleResponse delete(DeleteServiceLinkedRoleRequest request) {
    Instant now = clock.now();
    String uuid = ids.uuid();
    String task =
        schema
            .tables()
            .write(transaction -> {
              RoleRow role = schema.requireRole(transaction, request.roleName());
              if (!role.serviceLinked()) {
                throw InvalidInputException.because(
                    "The role " + role.name() + " is not a service-linked role.");
              }
              transaction.delete(schema.attachments(), Range.prefix(Schema.under(role.id(), "")));
              transaction.delete(schema.names(), Schema.under(role.id()));
              transaction.delete(schema.roles(), Schema.named(role.name()));
              String id = "task" + role.path() + role.name() + "/" + uuid;
              transaction.put(deletions, Schema.under(id), new DeletionRow(role.arn(), now));
              return id;
            });
    return DeleteServiceLinkedRoleResponse.builder().deletionTaskId(task).build();
  }

  GetServiceLinkedRoleDeletionStatusResponse status(
      GetServiceLinkedRoleDeletionStatusRequest request) {
    if (deletions.get(Schema.under(request.deletionTaskId())) == null) {
      throw Failures.noSuch("The task " + request.deletionTaskId() + " cannot be found.");
    }
    return GetServiceLinkedRoleDeletionStatusResponse.builder().status("SUCCEEDED").build();
  }
}
