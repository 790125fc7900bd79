package dev.sagebrush.services.organizations;

import java.util.Map;

/**
 * A policy.
 *
 * @param type {@code SERVICE_CONTROL_POLICY} or {@code RESOURCE_CONTROL_POLICY}
 * @param content as it came
 */
record PolicyRow(
    String id,
    String type,
    String name,
    String description,
    String content,
    Map<String, String> tags) {

  PolicyRow withTags(Map<String, String> replaced) {
    return new PolicyRow(id, type, name, description, content, replaced);
  }
}
