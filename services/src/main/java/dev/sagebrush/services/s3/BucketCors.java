package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.CORSConfiguration;
import dev.sagebrush.model.s3.CORSRule;
import dev.sagebrush.model.s3.GetBucketCorsOutput;
import dev.sagebrush.model.s3.InvalidRequest;
import dev.sagebrush.model.s3.PutBucketCorsRequest;
import dev.sagebrush.model.s3.S3Api;
import java.util.List;
import java.util.Set;

/**
 * The rules by which pages of other origins may use a bucket.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html">
 * PutBucketCors</a>.
 */
final class BucketCors {

  static final SubResource.Kind<CORSConfiguration> KIND =
      SubResource.Kind.of(
          "cors",
          CORSConfiguration.class,
          () -> CORSConfiguration.SHAPE,
          "NoSuchCORSConfiguration",
          "The CORS configuration does not exist");

  private static final int MOST_RULES = 100;
  private static final int LONGEST_ID = 255;
  private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "HEAD");

  private final SubResource<CORSConfiguration> configurations;

  BucketCors(SubResources resources) {
    this.configurations = resources.of(KIND);
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_BUCKET_CORS, this::put)
        .on(
            S3Api.GET_BUCKET_CORS,
            request ->
                GetBucketCorsOutput.builder()
                    .corsRules(
                        configurations
                            .require(request.bucket(), request.expectedBucketOwner())
                            .corsRules())
                    .build())
        .on(
            S3Api.DELETE_BUCKET_CORS,
            request -> configurations.delete(request.bucket(), request.expectedBucketOwner()));
  }

  private Unit put(PutBucketCorsRequest request) {
    CORSConfiguration configuration = Documents.valid(request.corsConfiguration());
    if (configuration.corsRules().isEmpty()) {
      throw Failures.malformedXml();
    }
    if (configuration.corsRules().size() > MOST_RULES) {
      throw InvalidRequest.because(
          "The number of CORS rules should not exceed allowed limit of 100 rules.");
    }
    configuration.corsRules().forEach(BucketCors::check);
    return configurations.put(request.bucket(), request.expectedBucketOwner(), configuration);
  }

  private static void check(CORSRule rule) {
    if (rule.id() != null && rule.id().length() > LONGEST_ID) {
      throw Failures.invalidArgument(
          "ID length should not exceed allowed limit of 255", "ID", rule.id());
    }
    for (String method : rule.allowedMethods()) {
      if (!METHODS.contains(method)) {
        throw InvalidRequest.because(
            "Found unsupported HTTP method in CORS config. Unsupported method is " + method);
      }
    }
    requireOneWildcard("AllowedOrigin", rule.allowedOrigins());
    if (rule.allowedHeaders() != null) {
      requireOneWildcard("AllowedHeader", rule.allowedHeaders());
    }
    if (rule.exposeHeaders() != null) {
      for (String header : rule.exposeHeaders()) {
        if (header.indexOf('*') >= 0) {
          throw InvalidRequest.because(
              "ExposeHeader \""
                  + header
                  + "\" contains wildcard. We currently do not support wildcard for ExposeHeader.");
        }
      }
    }
  }

  private static void requireOneWildcard(String what, List<String> patterns) {
    for (String pattern : patterns) {
      if (pattern.indexOf('*') != pattern.lastIndexOf('*')) {
        throw InvalidRequest.because(
            what + " \"" + pattern + "\" can not have more than one wildcard.");
      }
    }
  }
}
