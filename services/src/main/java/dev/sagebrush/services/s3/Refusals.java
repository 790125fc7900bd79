package dev.sagebrush.services.s3;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Members of requests that ask for what is not there yet. They are refused by name, never dropped.
 */
final class Refusals {

  private static final BiConsumer<Member, Object> NOT_YET =
      (member, value) -> {
        throw ServiceException.notImplemented(member.wireName());
      };

  private static final BiConsumer<Member, Object> DEFAULT_ENCRYPTION =
      (member, value) -> {
        if (!value.equals("AES256")) {
          throw ServiceException.notImplemented(member.wireName() + ": " + value);
        }
      };

  private static final BiConsumer<Member, Object> FALSE =
      (member, value) -> {
        if (!value.equals(false)) {
          NOT_YET.accept(member, value);
        }
      };

  private static final Map<String, BiConsumer<Member, Object>> RULES =
      Map.ofEntries(
          Map.entry("SSECustomerAlgorithm", NOT_YET),
          Map.entry("SSECustomerKey", NOT_YET),
          Map.entry("SSECustomerKeyMD5", NOT_YET),
          Map.entry("CopySourceSSECustomerAlgorithm", NOT_YET),
          Map.entry("CopySourceSSECustomerKey", NOT_YET),
          Map.entry("CopySourceSSECustomerKeyMD5", NOT_YET),
          Map.entry("SSEKMSKeyId", NOT_YET),
          Map.entry("SSEKMSEncryptionContext", NOT_YET),
          Map.entry("ServerSideEncryption", DEFAULT_ENCRYPTION),
          Map.entry("BucketKeyEnabled", FALSE),
          Map.entry("WriteOffsetBytes", NOT_YET));

  private Refusals() {}

  /**
   * Refuses a request about objects that asks for what is not there.
   *
   * @throws ServiceException {@code NotImplemented} naming the field, or what AWS answers
   */
  static void check(Struct request) {
    for (Member member : request.modelShape().members()) {
      Object value = request.memberAt(member.index());
      if (value != null) {
        BiConsumer<Member, Object> rule = RULES.get(member.name());
        if (rule != null) {
          rule.accept(member, value);
        }
      }
    }
  }
}
