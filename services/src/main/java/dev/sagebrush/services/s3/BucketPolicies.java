package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.policy.MalformedPolicyException;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.GetBucketPolicyOutput;
import dev.sagebrush.model.s3.GetBucketPolicyStatusOutput;
import dev.sagebrush.model.s3.GetBucketPolicyStatusRequest;
import dev.sagebrush.model.s3.PolicyStatus;
import dev.sagebrush.model.s3.PutBucketPolicyRequest;
import dev.sagebrush.model.s3.S3Api;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The policies of buckets, kept and answered to the letter.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html">
 * PutBucketPolicy</a>; <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html">Bucket
 * policies</a>: at most 20 KB.
 */
final class BucketPolicies {

  /** A policy is kept as the request that put it: its text, and whether the putter confirmed. */
  static final SubResource.Kind<PutBucketPolicyRequest> KIND =
      SubResource.Kind.of(
          "policy",
          PutBucketPolicyRequest.class,
          () -> PutBucketPolicyRequest.SHAPE,
          "NoSuchBucketPolicy",
          "The bucket policy does not exist");

  private static final int LARGEST = 20 * 1024;
  private static final String ARN = "arn:aws:s3:::";

  private final Buckets buckets;
  private final AccessRules rules;
  private final SubResource<PutBucketPolicyRequest> policies;

  BucketPolicies(SubResources resources, AccessRules rules) {
    this.buckets = resources.buckets();
    this.rules = rules;
    this.policies = resources.of(KIND);
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_BUCKET_POLICY, this::put)
        .on(
            S3Api.GET_BUCKET_POLICY,
            request ->
                GetBucketPolicyOutput.builder()
                    .policy(
                        policies.require(request.bucket(), request.expectedBucketOwner()).policy())
                    .build())
        .on(S3Api.GET_BUCKET_POLICY_STATUS, this::status)
        .on(
            S3Api.DELETE_BUCKET_POLICY,
            request -> policies.delete(request.bucket(), request.expectedBucketOwner()));
  }

  private Unit put(PutBucketPolicyRequest request) {
    String name = request.bucket();
    StoredBucket bucket = buckets.require(name, request.expectedBucketOwner());
    String text = request.policy() == null ? "" : request.policy();
    check(name, text);
    if (PublicPolicy.is(text) && rules.block(bucket).blockPolicy()) {
      throw Failures.accessDenied();
    }
    PutBucketPolicyRequest kept =
        PutBucketPolicyRequest.builder()
            .bucket(name)
            .policy(text)
            .confirmRemoveSelfBucketAccess(request.confirmRemoveSelfBucketAccess())
            .build();
    return policies.put(name, request.expectedBucketOwner(), kept);
  }

  /**
   * Refuses what is no policy of a bucket.
   *
   * @throws ServiceException {@code MalformedPolicy}
   */
  static void check(String bucket, String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw malformed("Policy exceeds the maximum allowed document size.");
    }
    try {
      PolicyReader.read(text, PolicyType.RESOURCE);
    } catch (MalformedPolicyException e) {
      ServiceException refused = malformed(e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    if (Json.parse(text) instanceof Map<?, ?> policy) {
      listed(policy.get("Statement")).forEach(statement -> check(bucket, (Map<?, ?>) statement));
    }
  }

  private static void check(String bucket, Map<?, ?> statement) {
    for (String element : List.of("Action", "NotAction")) {
      for (Object action : listed(statement.get(element))) {
        String lower = action.toString().toLowerCase(Locale.ROOT);
        if (!lower.equals("*") && !lower.startsWith("s3:")) {
          throw malformed("Policy has invalid action");
        }
      }
    }
    for (String element : List.of("Resource", "NotResource")) {
      for (Object resource : listed(statement.get(element))) {
        if (!about(bucket, resource.toString())) {
          throw malformed("Policy has invalid resource");
        }
      }
    }
  }

  /** Whether an ARN, with wildcards, is about the bucket or its objects. */
  private static boolean about(String bucket, String resource) {
    if (!resource.startsWith(ARN)) {
      return resource.equals("*");
    }
    String path = resource.substring(ARN.length());
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    StringBuilder pattern = new StringBuilder();
    for (char c : name.toCharArray()) {
      pattern.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.matches(pattern.toString(), bucket);
  }

  private static ServiceException malformed(@Nullable String message) {
    return ServiceException.of(
        "MalformedPolicy", 400, message == null ? "Invalid policy syntax." : message);
  }

  private static List<?> listed(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list;
      default -> List.of(value);
    };
  }

  private GetBucketPolicyStatusOutput status(GetBucketPolicyStatusRequest request) {
    String text = policies.require(request.bucket(), request.expectedBucketOwner()).policy();
    PolicyStatus status = PolicyStatus.builder().isPublic(PublicPolicy.is(text)).build();
    return GetBucketPolicyStatusOutput.builder().policyStatus(status).build();
  }
}
