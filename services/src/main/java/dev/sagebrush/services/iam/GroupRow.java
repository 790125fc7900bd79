package dev.sagebrush.services.iam;

import dev.sagebrush.model.iam.Group;
import java.time.Instant;

/** A group of users. */
record GroupRow(String account, String name, String path, String id, Instant created) {

  Owner owner() {
    return new Owner(Owner.Kind.GROUP, account, id, name);
  }

  GroupRow renamed(String newName, String newPath) {
    return new GroupRow(account, newName, newPath, id, created);
  }

  Group described() {
    return Group.builder()
        .groupName(name)
        .path(path)
        .groupId(id)
        .arn(Arns.of(account, "group", path, name))
        .createDate(created)
        .build();
  }
}
