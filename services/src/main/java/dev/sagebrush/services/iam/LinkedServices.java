package dev.sagebrush.services.iam;

import dev.sagebrush.model.iam.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The services that have a role of their own in an account.
 *
 * <p>Source: the page on service-linked roles of each service's guide, by way of <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html">AWS
 * services that work with IAM</a>.
 */
final class LinkedServices {

  /**
   * A service's role.
   *
   * @param principal for example {@code batch.amazonaws.com}
   * @param role its name, without a suffix
   * @param suffixed whether there may be several, told apart by a suffix
   */
  record Linked(String principal, String role, boolean suffixed) {}

  private static final Map<String, Linked> BY_PRINCIPAL =
      List.of(
              one("sagemaker.amazonaws.com", "AmazonSageMakerNotebooks"),
              one(
                  "sagemaker.application-autoscaling.amazonaws.com",
                  "ApplicationAutoScaling_SageMakerEndpoint"),
              one(
                  "dynamodb.application-autoscaling.amazonaws.com",
                  "ApplicationAutoScaling_DynamoDBTable"),
              one("ecs.application-autoscaling.amazonaws.com", "ApplicationAutoScaling_ECSService"),
              one("access-analyzer.amazonaws.com", "AccessAnalyzer"),
              one("organizations.amazonaws.com", "Organizations"),
              several("autoscaling.amazonaws.com", "AutoScaling"),
              one("batch.amazonaws.com", "Batch"),
              one("cloudtrail.amazonaws.com", "CloudTrail"),
              one("config.amazonaws.com", "Config"),
              one("ecs.amazonaws.com", "ECS"),
              one("replication.ecr.amazonaws.com", "ECRReplication"),
              one("elasticache.amazonaws.com", "ElastiCache"),
              one("elasticfilesystem.amazonaws.com", "AmazonElasticFileSystem"),
              one("elasticmapreduce.amazonaws.com", "EMRCleanup"),
              one("ops.emr-serverless.amazonaws.com", "AmazonEMRServerless"),
              one("es.amazonaws.com", "AmazonElasticsearchService"),
              one("opensearchservice.amazonaws.com", "AmazonOpenSearchService"),
              one("events.amazonaws.com", "CloudWatchEvents"),
              one("fsx.amazonaws.com", "AmazonFSx"),
              one("kafka.amazonaws.com", "Kafka"),
              one("mrk.kms.amazonaws.com", "KeyManagementServiceMultiRegionKeys"),
              one("lex.amazonaws.com", "LexBots"),
              several("lexv2.amazonaws.com", "LexV2Bots"),
              one("ram.amazonaws.com", "ResourceAccessManager"),
              one("rds.amazonaws.com", "RDS"),
              one("redshift.amazonaws.com", "Redshift"),
              one("replication.dynamodb.amazonaws.com", "DynamoDBReplication"),
              one("ssm.amazonaws.com", "AmazonSSM"))
          .stream()
          .collect(Collectors.toUnmodifiableMap(Linked::principal, Function.identity()));

  private LinkedServices() {}

  private static Linked one(String principal, String role) {
    return new Linked(principal, "AWSServiceRoleFor" + role, false);
  }

  private static Linked several(String principal, String role) {
    return new Linked(principal, "AWSServiceRoleFor" + role, true);
  }

  /**
   * The name of a service's role.
   *
   * @throws dev.sagebrush.model.ServiceException {@code InvalidInput}
   */
  static String role(String principal, @Nullable String suffix) {
    Linked linked = BY_PRINCIPAL.get(principal);
    if (linked == null) {
      throw InvalidInputException.because(
          "Service role is not available for service: " + principal + ".");
    }
    if (suffix != null && !linked.suffixed) {
      throw InvalidInputException.because("Custom suffix is not allowed for " + principal);
    }
    return suffix == null ? linked.role : linked.role + "_" + suffix;
  }
}
