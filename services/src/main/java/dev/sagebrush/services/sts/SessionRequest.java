package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.InvalidTagsException;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.SessionContext.Vouched;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.kernel.policy.MalformedPolicyException;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sts.MalformedPolicyDocumentException;
import dev.sagebrush.model.sts.PackedPolicyTooLargeException;
import dev.sagebrush.model.sts.PolicyDescriptorType;
import dev.sagebrush.model.sts.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * What a request adds to the session it asks for, checked.
 *
 * @param policy the session policy, a JSON object; or null
 * @param policyArns at most ten
 * @param tags at most fifty
 * @param sourceIdentity or null
 * @param vouched how the caller proves who it is, and which tags are handed on
 */
record SessionRequest(
    @Nullable String policy,
    List<String> policyArns,
    Map<String, String> tags,
    @Nullable String sourceIdentity,
    Vouched vouched) {

  static final SessionRequest PLAIN =
      new SessionRequest(null, List.of(), Map.of(), null, Vouched.PLAIN);

  private static final int MOST_POLICIES = 10;
  private static final int LONGEST_POLICY = 2048;
  private static final int PACKED_LIMIT = 2048;

  /**
   * Checks what a request adds.
   *
   * @throws ServiceException {@code MalformedPolicyDocument}, {@code ValidationError}, {@code
   *     InvalidParameterValue}
   */
  static SessionRequest of(
      @Nullable String policy,
      @Nullable List<PolicyDescriptorType> policyArns,
      @Nullable List<Tag> tags,
      @Nullable String sourceIdentity) {
    if (policy != null) {
      checkPolicy(policy);
    }
    return new SessionRequest(policy, arns(policyArns), tags(tags), sourceIdentity, Vouched.PLAIN);
  }

  /**
   * This with tags that the sessions inherit which the new one makes.
   *
   * @throws ServiceException {@code InvalidParameterValue} for a key without a tag
   */
  SessionRequest transitive(@Nullable List<String> keys) {
    List<String> given = keys == null ? List.of() : keys;
    for (String key : given) {
      if (!tags.containsKey(key)) {
        throw ServiceException.of(
            "InvalidParameterValue",
            400,
            "The specified transitive tag key must be included in the requested tags.");
      }
    }
    return with(new Vouched(vouched.mfa(), given, vouched.facts()));
  }

  /** This with when a code of a device was shown; null when none was. */
  SessionRequest mfa(@Nullable Instant shown) {
    return with(new Vouched(shown, vouched.transitiveTags(), vouched.facts()));
  }

  /** This with condition keys that an identity provider gives values to. */
  SessionRequest facts(Map<String, List<String>> facts) {
    return with(new Vouched(vouched.mfa(), vouched.transitiveTags(), facts));
  }

  private SessionRequest with(Vouched other) {
    return new SessionRequest(policy, policyArns, tags, sourceIdentity, other);
  }

  /**
   * This with what the calling session hands on.
   *
   * @throws ServiceException {@code InvalidParameterValue}, {@code AccessDenied}
   */
  SessionRequest inherit(SessionContext calling) {
    Map<String, String> all = new HashMap<>(tags);
    for (String key : calling.vouched().transitiveTags()) {
      if (tags.keySet().stream().anyMatch(key::equalsIgnoreCase)) {
        throw ServiceException.of(
            "InvalidParameterValue",
            400,
            "One of the specified transitive tag keys can't be set because it conflicts with a"
                + " transitive tag key from the calling session.");
      }
      all.put(key, calling.tags().getOrDefault(key, ""));
    }
    String source = calling.sourceIdentity();
    if (source != null && sourceIdentity != null && !source.equals(sourceIdentity)) {
      throw Failures.accessDenied("The source identity of a session cannot be changed.");
    }
    List<String> transitive = new ArrayList<>(calling.vouched().transitiveTags());
    transitive.addAll(vouched.transitiveTags());
    return new SessionRequest(
        policy,
        policyArns,
        all,
        source == null ? sourceIdentity : source,
        new Vouched(vouched.mfa(), transitive, vouched.facts()));
  }

  private static void checkPolicy(String policy) {
    if (policy.length() > LONGEST_POLICY) {
      throw Failures.validation(
          "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + LONGEST_POLICY);
    }
    try {
      PolicyReader.read(policy, PolicyType.SESSION);
    } catch (MalformedPolicyException e) {
      ServiceException malformed =
          MalformedPolicyDocumentException.because(String.valueOf(e.getMessage()));
      malformed.initCause(e);
      throw malformed;
    }
  }

  private static List<String> arns(@Nullable List<PolicyDescriptorType> policies) {
    List<String> arns = new ArrayList<>();
    for (PolicyDescriptorType policy :
        policies == null ? List.<PolicyDescriptorType>of() : policies) {
      String arn = policy.arn() == null ? "" : policy.arn();
      if (!isPolicy(arn)) {
        throw Failures.validation("Invalid policy arn: " + arn);
      }
      arns.add(arn);
    }
    if (arns.size() > MOST_POLICIES) {
      throw Failures.validation(
          "Too many managed policies: a session has at most " + MOST_POLICIES + ".");
    }
    return arns;
  }

  private static boolean isPolicy(String text) {
    try {
      Arn arn = Arn.parse(text);
      return arn.service().equals("iam") && arn.resourceType().equals("policy");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Map<String, String> tags(@Nullable List<Tag> tags) {
    try {
      return Tags.of(tags == null ? List.<Tag>of() : tags, Tag::key, Tag::value);
    } catch (InvalidTagsException e) {
      throw ServiceException.of(
          "InvalidParameterValue",
          400,
          e.problem() == InvalidTagsException.Problem.DUPLICATE_KEY
              ? "Duplicate tag keys found. Please note that Tag keys are case insensitive."
              : String.valueOf(e.getMessage()));
    }
  }

  /**
   * How much of the room for policies and tags is used, in percent, or null when nothing was added.
   * How AWS packs is its own; here it is the deflated size against 2,048 bytes.
   *
   * @throws ServiceException {@code PackedPolicyTooLarge}
   */
  @Nullable Integer packedSize() {
    if (policy == null && policyArns.isEmpty() && tags.isEmpty()) {
      return null;
    }
    String all = (policy == null ? "" : policy) + String.join("", policyArns) + tags;
    int percent =
        (deflated(all.getBytes(StandardCharsets.UTF_8)) * 100 + PACKED_LIMIT - 1) / PACKED_LIMIT;
    if (percent > 100) {
      throw PackedPolicyTooLargeException.because(
          "Packed size of session tags consumes " + percent + "% of allotted space.");
    }
    return percent;
  }

  private static int deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] buffer = new byte[4096];
      int size = 0;
      while (!deflater.finished()) {
        size += deflater.deflate(buffer);
      }
      return size;
    }
  }
}
