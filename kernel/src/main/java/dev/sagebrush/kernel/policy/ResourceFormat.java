package dev.sagebrush.kernel.policy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The form that IAM demands of the resources in its own policies.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html">Policy
 * validation reference</a>; the wording is IAM's.
 */
final class ResourceFormat {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

  private static final Set<String> PARTITIONS =
      Set.of(
          "*",
          "aws",
          "aws-cn",
          "aws-us-gov",
          "aws-iso",
          "aws-iso-b",
          "aws-iso-e",
          "aws-iso-f",
          "aws-eusc");

  /** What of S3 belongs to a region: all but buckets and objects. */
  private static final List<String> S3_REGIONAL =
      List.of("accesspoint/", "access-grants/", "storage-lens", "job/", "async-request/");

  private static final List<String> IAM_PATHS =
      List.of(
          "user/",
          "federated-user/",
          "role/",
          "group/",
          "instance-profile/",
          "mfa/",
          "server-certificate/",
          "policy/",
          "sms-mfa/",
          "saml-provider/",
          "oidc-provider/",
          "report/",
          "access-report/");

  private ResourceFormat() {}

  static void check(String resource, PolicyRules rules) {
    if (resource.equals("*")) {
      return;
    }
    String[] parts = VARIABLE.matcher(resource).replaceAll("\\$").split(":", ArnText.PARTS);
    if (!parts[0].equals("arn") || parts.length == 1) {
      throw rules.malformed("Resource " + resource + " must be in ARN format or \"*\".");
    }
    if (!PARTITIONS.contains(parts[1])) {
      throw rules.malformed(
          "Partition \""
              + parts[1]
              + "\" is not valid for resource \""
              + String.join(":", padded(parts))
              + "\".");
    }
    if (parts.length < 3) {
      throw rules.malformed("Resource vendor must be fully qualified and cannot contain regexes.");
    }
    boolean cut = parts.length < ArnText.PARTS && !resource.endsWith("*");
    if (parts[2].isEmpty() || cut && resource.contains("::")) {
      throw rules.malformed("The policy failed legacy parsing");
    }
    if (parts.length == ArnText.PARTS && parts[2].equals("iam")) {
      checkIam(resource, parts, rules);
    }
    if (parts.length == ArnText.PARTS
        && parts[2].equals("s3")
        && !parts[3].isEmpty()
        && S3_REGIONAL.stream().noneMatch(parts[5]::startsWith)) {
      throw rules.malformed("Resource " + resource + " can not contain region information.");
    }
  }

  private static void checkIam(String resource, String[] parts, PolicyRules rules) {
    if (!parts[3].isEmpty()) {
      throw rules.malformed("IAM resource " + resource + " cannot contain region information.");
    }
    String path = parts[5];
    boolean open = path.startsWith("*") || path.startsWith("$") || path.equals("root");
    if (!open && IAM_PATHS.stream().noneMatch(path::startsWith)) {
      throw rules.malformed(
          "IAM resource path must either be \"*\" or start with "
              + String.join(", ", IAM_PATHS)
              + ".");
    }
  }

  private static List<String> padded(String[] parts) {
    String[] six = {"arn", "*", "*", "*", "*", "*"};
    System.arraycopy(parts, 0, six, 0, parts.length);
    return List.of(six);
  }
}
