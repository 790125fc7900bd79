package dev.sagebrush.services.ssm;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.store.Tables;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter; what it says is in its versions.
 *
 * @param version the latest
 * @param expires when its policy ends it, or null
 */
record ParameterRow(
    String account,
    String region,
    String name,
    long version,
    @Nullable Instant expires,
    Map<String, String> tags) {

  String key() {
    return Tables.key(account, region, name);
  }

  String arn() {
    String path = name.startsWith("/") ? name : "/" + name;
    return Arn.of("ssm", region, account, "parameter" + path).toString();
  }

  ParameterRow withTags(Map<String, String> replaced) {
    return new ParameterRow(account, region, name, version, expires, replaced);
  }
}
