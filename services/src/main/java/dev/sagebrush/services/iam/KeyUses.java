package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.model.iam.AccessKeyLastUsed;
import dev.sagebrush.model.iam.GetAccessKeyLastUsedRequest;
import dev.sagebrush.model.iam.GetAccessKeyLastUsedResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When access keys of users were last used. A key's use of one service in one region is written
 * down once a minute, so that a storm of calls costs one write; within that minute the key may have
 * used another service since.
 */
final class KeyUses {

  private static final int MOST = 10_000;
  private static final String NEVER = "N/A";

  private final Schema schema;
  private final Map<Use, Instant> written = new ConcurrentHashMap<>();

  private record Use(String key, String service, String region) {}

  KeyUses(Schema schema) {
    this.schema = schema;
  }

  /** Notes a call, if a user's key signed it and it is not a service's on the user's behalf. */
  void note(Call call) {
    Signature signature = call.origin().signature();
    if (signature == null
        || !signature.accessKeyId().startsWith("AKIA")
        || !call.origin().calledVia().isEmpty()) {
      return;
    }
    Instant minute = call.time().truncatedTo(ChronoUnit.MINUTES);
    Use use = new Use(signature.accessKeyId(), signature.service(), call.region());
    if (minute.equals(written.get(use))) {
      return;
    }
    schema
        .tables()
        .write(transaction -> {
          KeyUse row = new KeyUse(minute, use.service(), use.region());
          if (transaction.get(schema.keys(), use.key()) != null) {
            transaction.put(schema.keyUses(), use.key(), row);
          }
          return row;
        });
    if (written.size() >= MOST) {
      written.clear();
    }
    written.put(use, minute);
  }

  GetAccessKeyLastUsedResponse lastUsed(GetAccessKeyLastUsedRequest request) {
    String id = request.accessKeyId();
    return schema
        .tables()
        .read(view -> {
          String account = Call.current().account();
          KeyRow key = view.get(schema.keys(), id);
          if (key == null || !key.account().equals(account)) {
            throw Failures.noSuch("The Access Key with id " + id + " cannot be found.");
          }
          AccessKeyLastUsed.Builder used = AccessKeyLastUsed.builder();
          KeyUse use = view.get(schema.keyUses(), id);
          if (use == null) {
            used.serviceName(NEVER).region(NEVER);
          } else {
            used.lastUsedDate(use.time()).serviceName(use.service()).region(use.region());
          }
          return GetAccessKeyLastUsedResponse.builder()
              .userName(schema.nameOf(view, key.user()))
              .accessKeyLastUsed(used.build())
              .build();
        });
  }
}
