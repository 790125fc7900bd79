package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.store.Tables;
import java.util.List;
import java.util.Locale;

/** An account in a region: the space in which names are unique, without regard to their case. */
record Place(String account, String region) {

  /** That of the call being served. */
  static Place current() {
    Call call = Call.current();
    return new Place(call.account(), call.region());
  }

  /** The place within a key that {@link #key} has made. */
  static Place ofKey(String key) {
    List<String> parts = List.of(key.split(String.valueOf(Tables.SEPARATOR), 3));
    return new Place(parts.get(0), parts.get(1));
  }

  /** The key of a resource in its table. */
  String key(String name) {
    return Tables.key(account, region, name.toLowerCase(Locale.ROOT));
  }

  /** What the keys of all resources here start with. */
  String prefix() {
    return Tables.key(account, region, "");
  }

  /**
   * The ARN of a resource.
   *
   * @param kind for example {@code training-job}
   */
  String arn(String kind, String name) {
    return Arn.of("sagemaker", region, account, kind + "/" + name.toLowerCase(Locale.ROOT))
        .toString();
  }
}
