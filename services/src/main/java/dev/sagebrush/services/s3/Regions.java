package dev.sagebrush.services.s3;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.CreateBucketConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a new bucket is. The endpoint of us-east-1 makes buckets anywhere; that of another region
 * only there, and the request must say so.
 */
final class Regions {

  /** The region without a location constraint. */
  static final String FIRST = "us-east-1";

  private Regions() {}

  static String ofNewBucket(String endpoint, @Nullable CreateBucketConfiguration configuration) {
    String asked = configuration == null ? null : configuration.locationConstraint();
    if (asked == null || asked.isEmpty()) {
      if (!endpoint.equals(FIRST)) {
        throw incompatible("unspecified");
      }
      return FIRST;
    }
    if (!constraints().contains(asked)) {
      throw ServiceException.of(
          "InvalidLocationConstraint",
          400,
          "The specified location-constraint is not valid",
          Map.of("LocationConstraint", asked));
    }
    String region = asked.equals("EU") ? "eu-west-1" : asked;
    if (!endpoint.equals(FIRST) && !endpoint.equals(region)) {
      throw incompatible(asked);
    }
    return region;
  }

  private static List<String> constraints() {
    Member member =
        Objects.requireNonNull(CreateBucketConfiguration.SHAPE.member("LocationConstraint"));
    return member.shape().enumValues();
  }

  private static ServiceException incompatible(String constraint) {
    return ServiceException.of(
        "IllegalLocationConstraintException",
        400,
        "The "
            + constraint
            + " location constraint is incompatible for the region specific endpoint this request"
            + " was sent to.");
  }
}
