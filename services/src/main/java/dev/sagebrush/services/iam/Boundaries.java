package dev.sagebrush.services.iam;

import dev.sagebrush.model.iam.AttachedPermissionsBoundary;
import dev.sagebrush.model.iam.PermissionsBoundaryAttachmentType;
import org.jspecify.annotations.Nullable;

/** How a permissions boundary is told. */
final class Boundaries {

  private Boundaries() {}

  static @Nullable AttachedPermissionsBoundary described(@Nullable String arn) {
    return arn == null
        ? null
        : AttachedPermissionsBoundary.builder()
            .permissionsBoundaryArn(arn)
            .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
            .build();
  }
}
