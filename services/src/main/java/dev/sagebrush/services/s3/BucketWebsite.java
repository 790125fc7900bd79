package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.Condition;
import dev.sagebrush.model.s3.GetBucketWebsiteOutput;
import dev.sagebrush.model.s3.GetBucketWebsiteRequest;
import dev.sagebrush.model.s3.IndexDocument;
import dev.sagebrush.model.s3.InvalidRequest;
import dev.sagebrush.model.s3.PutBucketWebsiteRequest;
import dev.sagebrush.model.s3.Redirect;
import dev.sagebrush.model.s3.RoutingRule;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.WebsiteConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * How a bucket answers as a web site.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html">
 * PutBucketWebsite</a>.
 */
final class BucketWebsite {

  static final SubResource.Kind<WebsiteConfiguration> KIND =
      SubResource.Kind.of(
          "website",
          WebsiteConfiguration.class,
          () -> WebsiteConfiguration.SHAPE,
          "NoSuchWebsiteConfiguration",
          "The specified bucket does not have a website configuration");

  private static final int MOST_RULES = 50;

  private final SubResource<WebsiteConfiguration> configurations;

  BucketWebsite(SubResources resources) {
    this.configurations = resources.of(KIND);
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_BUCKET_WEBSITE, this::put)
        .on(S3Api.GET_BUCKET_WEBSITE, this::get)
        .on(
            S3Api.DELETE_BUCKET_WEBSITE,
            request -> configurations.delete(request.bucket(), request.expectedBucketOwner()));
  }

  private Unit put(PutBucketWebsiteRequest request) {
    WebsiteConfiguration site = Documents.valid(request.websiteConfiguration());
    IndexDocument index = site.indexDocument();
    if (site.redirectAllRequestsTo() != null) {
      if (index != null || site.errorDocument() != null || site.routingRules() != null) {
        throw Failures.malformedXml();
      }
    } else if (index == null) {
      throw Failures.invalidArgument(
          "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
          "IndexDocument",
          "null");
    } else if (index.suffix().isEmpty() || index.suffix().indexOf('/') >= 0) {
      throw Failures.invalidArgument(
          "The IndexDocument Suffix is not well formed", "IndexDocument", index.suffix());
    }
    if (site.errorDocument() != null && site.errorDocument().key().isEmpty()) {
      throw Failures.invalidArgument(
          "The ErrorDocument Key is not well formed", "ErrorDocument", "");
    }
    if (site.routingRules() != null) {
      if (site.routingRules().size() > MOST_RULES) {
        throw InvalidRequest.because(
            "The number of website configuration routing rules cannot exceed " + MOST_RULES + ".");
      }
      site.routingRules().forEach(BucketWebsite::check);
    }
    return configurations.put(request.bucket(), request.expectedBucketOwner(), site);
  }

  private static void check(RoutingRule rule) {
    Condition condition = rule.condition();
    if (condition != null) {
      if (condition.keyPrefixEquals() == null && condition.httpErrorCodeReturnedEquals() == null) {
        throw InvalidRequest.because(
            "Condition cannot be empty. To redirect all requests without a condition, the"
                + " condition element shouldn't be present.");
      }
      String error = condition.httpErrorCodeReturnedEquals();
      if (error != null && !within(error, 400, 599)) {
        throw InvalidRequest.because(
            "The provided HTTP error code ("
                + error
                + ") is not valid. Valid codes are 4XX or 5XX.");
      }
    }
    Redirect redirect = rule.redirect();
    if (redirect.replaceKeyWith() != null && redirect.replaceKeyPrefixWith() != null) {
      throw InvalidRequest.because(
          "You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
    }
    String code = redirect.httpRedirectCode();
    if (code != null && !within(code, 301, 399)) {
      throw InvalidRequest.because(
          "The provided HTTP redirect code ("
              + code
              + ") is not valid. Valid codes are 3XX except 300.");
    }
  }

  private static boolean within(@Nullable String code, int least, int most) {
    if (code == null || code.length() != 3 || !code.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int number = Integer.parseInt(code);
    return number >= least && number <= most;
  }

  private GetBucketWebsiteOutput get(GetBucketWebsiteRequest request) {
    WebsiteConfiguration site =
        configurations.require(request.bucket(), request.expectedBucketOwner());
    return GetBucketWebsiteOutput.builder()
        .errorDocument(site.errorDocument())
        .indexDocument(site.indexDocument())
        .redirectAllRequestsTo(site.redirectAllRequestsTo())
        .routingRules(site.routingRules())
        .build();
  }
}
