package dev.sagebrush.services.iam;

import dev.sagebrush.model.iam.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The managed policies of AWS that machine-learning work attaches, by their ARNs. Their documents
 * are AWS's and not kept here, nor are their ids and dates.
 *
 * <p>Source of the names: the <a
 * href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">AWS
 * Managed Policy Reference Guide</a>.
 */
final class AwsPolicies {

  private static final String PREFIX = "arn:aws:iam::aws:policy/";

  private static final List<String> NAMES =
      List.of(
          "AdministratorAccess",
          "PowerUserAccess",
          "ReadOnlyAccess",
          "SecurityAudit",
          "IAMFullAccess",
          "IAMReadOnlyAccess",
          "IAMUserChangePassword",
          "AmazonS3FullAccess",
          "AmazonS3ReadOnlyAccess",
          "AmazonSageMakerFullAccess",
          "AmazonSageMakerReadOnly",
          "AmazonSageMakerCanvasFullAccess",
          "AmazonSageMakerCanvasDataPrepFullAccess",
          "AmazonSageMakerFeatureStoreAccess",
          "AmazonSageMakerGroundTruthExecution",
          "AmazonSageMakerMechanicalTurkAccess",
          "AmazonSageMakerModelGovernanceUseAccess",
          "AmazonSageMakerModelRegistryFullAccess",
          "AmazonSageMakerPipelinesIntegrations",
          "AmazonBedrockFullAccess",
          "AmazonBedrockReadOnly",
          "AmazonAthenaFullAccess",
          "AWSGlueConsoleFullAccess",
          "AWSGlueConsoleSageMakerNotebookFullAccess",
          "AWSGlueDataBrewFullAccessPolicy",
          "service-role/AWSGlueServiceRole",
          "service-role/AWSGlueServiceNotebookRole",
          "service-role/AWSGlueDataBrewServiceRole",
          "AmazonKinesisFullAccess",
          "AmazonKinesisReadOnlyAccess",
          "AmazonKinesisAnalyticsFullAccess",
          "AmazonKinesisFirehoseFullAccess",
          "AmazonKinesisFirehoseReadOnlyAccess",
          "AmazonElasticMapReduceFullAccess",
          "AmazonEMRFullAccessPolicy_v2",
          "service-role/AmazonElasticMapReduceRole",
          "service-role/AmazonElasticMapReduceforEC2Role",
          "AmazonRedshiftFullAccess",
          "AmazonRedshiftReadOnlyAccess",
          "AmazonRedshiftDataFullAccess",
          "AmazonDynamoDBFullAccess",
          "AmazonDynamoDBReadOnlyAccess",
          "AmazonRDSFullAccess",
          "AmazonRDSReadOnlyAccess",
          "AmazonEC2FullAccess",
          "AmazonEC2ReadOnlyAccess",
          "AmazonEC2ContainerRegistryFullAccess",
          "AmazonEC2ContainerRegistryPowerUser",
          "AmazonEC2ContainerRegistryReadOnly",
          "AmazonECS_FullAccess",
          "service-role/AmazonECSTaskExecutionRolePolicy",
          "AmazonElasticFileSystemFullAccess",
          "AmazonFSxFullAccess",
          "AmazonVPCFullAccess",
          "AWSLambda_FullAccess",
          "AWSLambda_ReadOnlyAccess",
          "AWSLambdaExecute",
          "service-role/AWSLambdaBasicExecutionRole",
          "service-role/AWSLambdaKinesisExecutionRole",
          "service-role/AWSLambdaVPCAccessExecutionRole",
          "service-role/AWSLambdaRole",
          "AWSStepFunctionsFullAccess",
          "AWSStepFunctionsReadOnlyAccess",
          "AWSBatchFullAccess",
          "service-role/AWSBatchServiceRole",
          "AmazonEventBridgeFullAccess",
          "AmazonSNSFullAccess",
          "AmazonSQSFullAccess",
          "AWSKeyManagementServicePowerUser",
          "SecretsManagerReadWrite",
          "AmazonSSMFullAccess",
          "AmazonSSMReadOnlyAccess",
          "AmazonSSMManagedInstanceCore",
          "CloudWatchFullAccess",
          "CloudWatchFullAccessV2",
          "CloudWatchReadOnlyAccess",
          "CloudWatchLogsFullAccess",
          "CloudWatchLogsReadOnlyAccess",
          "CloudWatchAgentServerPolicy",
          "AWSCloudFormationFullAccess",
          "AWSCodeCommitPowerUser",
          "AmazonCognitoPowerUser",
          "AmazonComprehendFullAccess",
          "ComprehendFullAccess",
          "ComprehendReadOnly",
          "AmazonForecastFullAccess",
          "AmazonFraudDetectorFullAccessPolicy",
          "AmazonKendraFullAccess",
          "AmazonLexFullAccess",
          "AmazonLexReadOnly",
          "service-role/AmazonPersonalizeFullAccess",
          "AmazonPollyFullAccess",
          "AmazonPollyReadOnlyAccess",
          "AmazonRekognitionFullAccess",
          "AmazonRekognitionReadOnlyAccess",
          "service-role/AmazonRekognitionServiceRole",
          "AmazonTextractFullAccess",
          "AmazonTranscribeFullAccess",
          "AmazonTranscribeReadOnlyAccess",
          "TranslateFullAccess",
          "TranslateReadOnly",
          "AWSQuickSightDescribeRDS",
          "service-role/AWSQuicksightAthenaAccess",
          "job-function/DataScientist",
          "job-function/DatabaseAdministrator",
          "job-function/SystemAdministrator",
          "job-function/ViewOnlyAccess");

  private static final Map<String, Policy> POLICIES = policies();

  private AwsPolicies() {}

  private static Map<String, Policy> policies() {
    Map<String, Policy> policies = new TreeMap<>();
    for (String each : NAMES) {
      int name = each.lastIndexOf('/') + 1;
      policies.put(
          PREFIX + each,
          Policy.builder()
              .policyName(each.substring(name))
              .path("/" + each.substring(0, name))
              .arn(PREFIX + each)
              .defaultVersionId("v1")
              .isAttachable(true)
              .build());
    }
    return Map.copyOf(policies);
  }

  /** The policy of an ARN, or null. */
  static @Nullable Policy find(String arn) {
    return POLICIES.get(arn);
  }

  /** Whether an ARN is one that only AWS can give a policy. */
  static boolean isAws(String arn) {
    return arn.startsWith(PREFIX);
  }

  /** Every one, in the order of ARNs. */
  static List<Policy> all() {
    return new ArrayList<>(new TreeMap<>(POLICIES).values());
  }
}
