package dev.sagebrush.services.iam;

import dev.sagebrush.model.iam.Policy;
import dev.sagebrush.model.iam.PolicyVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The managed policies of AWS, each with the version in force. Read when the first is asked for.
 *
 * <p>The file {@code aws-policies.tsv} has a line for each in the order of names, of five columns:
 * path and name, number of the version, when the policy was made, when that version was, the
 * document in JSON. AWS's unique ids are not in it: here they follow from the ARN.
 *
 * <p>Source: the <a
 * href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">AWS
 * Managed Policy Reference Guide</a>; the file's origin is said in {@code NOTICE}.
 */
final class AwsPolicies {

  private static final String PREFIX = "arn:aws:iam::aws:policy/";

  private AwsPolicies() {}

  /**
   * One policy.
   *
   * @param version the number of the only version that is known
   */
  record AwsPolicy(Policy policy, int version, Instant updated, String document) {

    PolicyVersion described() {
      return PolicyVersion.builder()
          .versionId("v" + version)
          .isDefaultVersion(true)
          .createDate(updated)
          .build();
    }
  }

  /** Read on first use, which is later than the start of the server. */
  private static final class All {

    static final NavigableMap<String, AwsPolicy> BY_ARN = read();

    private All() {}

    private static NavigableMap<String, AwsPolicy> read() {
      NavigableMap<String, AwsPolicy> policies = new TreeMap<>();
      try (InputStream file =
              Objects.requireNonNull(AwsPolicies.class.getResourceAsStream("aws-policies.tsv"));
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          AwsPolicy policy = policy(line.split("\t"));
          policies.put(policy.policy.arn(), policy);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Collections.unmodifiableNavigableMap(policies);
    }

    private static AwsPolicy policy(String[] columns) {
      String full = columns[0];
      String arn = PREFIX + full;
      int name = full.lastIndexOf('/') + 1;
      Instant updated = Instant.parse(columns[3]);
      Policy policy =
          Policy.builder()
              .policyName(full.substring(name))
              .path("/" + full.substring(0, name))
              .arn(arn)
              .policyId(id(arn))
              .createDate(Instant.parse(columns[2]))
              .updateDate(updated)
              .defaultVersionId("v" + columns[1])
              .isAttachable(true)
              .build();
      return new AwsPolicy(policy, Integer.parseInt(columns[1]), updated, columns[4]);
    }

    private static String id(String arn) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(arn.getBytes(StandardCharsets.UTF_8));
        return "ANPA" + OneTimeCodes.base32(Arrays.copyOf(hash, 15)).substring(0, 17);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }

  /** The policy of an ARN, or null. */
  static @Nullable AwsPolicy find(String arn) {
    return isAws(arn) ? All.BY_ARN.get(arn) : null;
  }

  /** Whether an ARN is one that only AWS can give a policy. */
  static boolean isAws(String arn) {
    return arn.startsWith(PREFIX);
  }

  /** Every one, in the order of ARNs. */
  static Collection<AwsPolicy> all() {
    return All.BY_ARN.values();
  }

  /** Counts of attachments, by ARN, with which a listing says how often each is used. */
  static Policy counted(AwsPolicy aws, Map<String, Integer> attached, Map<String, Integer> bounds) {
    String arn = aws.policy.arn();
    return Policies.counted(aws.policy, attached.getOrDefault(arn, 0), bounds.getOrDefault(arn, 0));
  }
}
