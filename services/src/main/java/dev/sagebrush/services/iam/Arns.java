package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Arn;

/** ARNs of IAM, which has no regions. */
final class Arns {

  private Arns() {}

  /**
   * The ARN of an entity.
   *
   * @param path begins and ends with a slash
   */
  static String of(String account, String type, String path, String name) {
    return new Arn("aws", "iam", "", account, type + path + name).toString();
  }
}
