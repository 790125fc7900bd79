package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.policy.MalformedPolicyException;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Policy;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.store.View;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Documents of policies as the engine has them, read once each. */
final class PolicyTexts {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyTexts.class);
  private static final int MOST = 10_000;

  /** What stands in for a document that was taken once and cannot be read now. */
  private static final String DENY_ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Sid\":\"Unreadable\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private final Schema schema;
  private final Map<String, Policy> read = new ConcurrentHashMap<>();

  PolicyTexts(Schema schema) {
    this.schema = schema;
  }

  /** A policy of a document that IAM or STS has taken. */
  NamedPolicy named(String name, String document) {
    Policy known = read.get(document);
    if (known == null) {
      known = parsed(name, document);
      if (read.size() >= MOST) {
        read.clear();
      }
      read.put(document, known);
    }
    return new NamedPolicy(name, known);
  }

  private static Policy parsed(String name, String document) {
    try {
      return PolicyReader.read(document, PolicyType.IDENTITY);
    } catch (MalformedPolicyException e) {
      LOG.warn("policy {} cannot be read and denies everything: {}", name, e.getMessage());
      return PolicyReader.read(DENY_ALL, PolicyType.IDENTITY);
    }
  }

  /** The version in force of a managed policy, or null when there is none of this ARN. */
  @Nullable NamedPolicy managed(View view, String account, String arn) {
    String document = document(view, account, arn);
    return document == null ? null : named(arn, document);
  }

  private @Nullable String document(View view, String account, String arn) {
    AwsPolicies.AwsPolicy aws = AwsPolicies.find(arn);
    if (aws != null) {
      return aws.document();
    }
    String key = account + '\u0000' + arn;
    PolicyRow policy = view.get(schema.policies(), key);
    if (policy == null) {
      return null;
    }
    String number = String.format(Locale.ROOT, "%05d", policy.defaultVersion());
    return Objects.requireNonNull(view.get(schema.versions(), key + '\u0000' + number)).document();
  }
}
