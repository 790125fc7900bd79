package dev.sagebrush.kernel;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Identify AWS
 * resources with Amazon Resource Names</a>.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param service for example {@code sagemaker}
 * @param region empty where the resource has none, as in IAM and S3
 * @param account empty where the resource has none, as in S3
 * @param resource the rest, which may hold colons and slashes
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  public Arn {
    if (partition.isEmpty() || service.isEmpty() || resource.isEmpty()) {
      throw new IllegalArgumentException("an ARN names a partition, a service and a resource");
    }
    if ((partition + service + region + account).indexOf(':') >= 0) {
      throw new IllegalArgumentException("only the resource of an ARN may hold a colon");
    }
  }

  /** A resource in the partition that its region belongs to. */
  public static Arn of(String service, String region, String account, String resource) {
    return new Arn(partitionOf(region), service, region, account, resource);
  }

  /**
   * Reads an ARN.
   *
   * @throws IllegalArgumentException when {@code text} is none
   */
  public static Arn parse(String text) {
    String[] parts = text.split(":", 6);
    if (parts.length != 6 || !parts[0].equals("arn")) {
      throw new IllegalArgumentException("not an ARN: " + text);
    }
    return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
  }

  /** The partition of a region; {@code aws} for the empty one. */
  public static String partitionOf(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  /** What stands before the first slash or colon of the resource: its kind; empty without one. */
  public String resourceType() {
    int end = separator();
    return end < 0 ? "" : resource.substring(0, end);
  }

  /** What stands after the first slash or colon of the resource: its name or path. */
  public String resourceName() {
    return resource.substring(separator() + 1);
  }

  private int separator() {
    for (int i = 0; i < resource.length(); i++) {
      if (resource.charAt(i) == '/' || resource.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return String.join(":", "arn", partition, service, region, account, resource);
  }
}
