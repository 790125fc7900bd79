package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sagemaker.AlgorithmSpecification;
import dev.sagebrush.model.sagemaker.Channel;
import dev.sagebrush.model.sagemaker.CreateTrainingJobRequest;
import dev.sagebrush.model.sagemaker.MetricDefinition;
import dev.sagebrush.model.sagemaker.ResourceConfig;
import dev.sagebrush.model.sagemaker.S3DataSource;
import dev.sagebrush.model.sagemaker.StoppingCondition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What a request for a training job must keep to beyond the constraints of the model. */
final class TrainingRequests {

  private TrainingRequests() {}

  /** Refuses a request that cannot be run. */
  static void check(CreateTrainingJobRequest request) {
    Refusals.checkRole(request.roleArn());
    Refusals.unless(request.serverlessJobConfig(), "ServerlessJobConfig");
    Refusals.unless(request.modelPackageConfig(), "ModelPackageConfig");
    Refusals.unless(request.mlflowConfig(), "MlflowConfig");
    Refusals.unless(request.sessionChainingConfig(), "SessionChainingConfig");
    Refusals.unless(request.remoteDebugConfig(), "RemoteDebugConfig");
    checkAlgorithm(request.algorithmSpecification());
    checkResources(request.resourceConfig());
    checkTime(request);
    S3Uri.parse(request.outputDataConfig().s3OutputPath());
    if (request.checkpointConfig() != null) {
      S3Uri.parse(request.checkpointConfig().s3Uri());
      String path = request.checkpointConfig().localPath();
      if (path != null && !TrainingFolder.within(path)) {
        throw ServiceException.notImplemented("A checkpoint path outside of /opt/ml: " + path);
      }
    }
    Set<String> names = new HashSet<>();
    List<Channel> channels = request.inputDataConfig();
    for (Channel channel : channels == null ? List.<Channel>of() : channels) {
      if (!names.add(channel.channelName())) {
        throw Refusals.invalid(
            "InputDataConfig has more than one channel of the name " + channel.channelName() + ".");
      }
      checkChannel(channel, request.algorithmSpecification());
    }
  }

  private static void checkAlgorithm(@Nullable AlgorithmSpecification algorithm) {
    if (algorithm == null) {
      throw Refusals.invalid("AlgorithmSpecification must be specified.");
    }
    Refusals.unless(algorithm.algorithmName(), "AlgorithmName");
    Refusals.unless(algorithm.containerEntrypoint(), "ContainerEntrypoint");
    Refusals.unless(algorithm.containerArguments(), "ContainerArguments");
    if (algorithm.trainingImage() == null) {
      throw Refusals.invalid("You must specify TrainingImage in AlgorithmSpecification.");
    }
    List<MetricDefinition> metrics = algorithm.metricDefinitions();
    for (MetricDefinition metric : metrics == null ? List.<MetricDefinition>of() : metrics) {
      checkRegex(metric);
    }
  }

  private static void checkRegex(MetricDefinition metric) {
    try {
      Pattern.compile(metric.regex());
    } catch (PatternSyntaxException e) {
      ServiceException refusal =
          Refusals.invalid(
              "The regular expression of the metric "
                  + metric.name()
                  + " is invalid: "
                  + e.getMessage());
      refusal.initCause(e);
      throw refusal;
    }
  }

  private static void checkResources(@Nullable ResourceConfig resources) {
    if (resources == null) {
      throw Refusals.invalid("ResourceConfig must be specified.");
    }
    Refusals.unless(resources.instanceGroups(), "InstanceGroups");
    if (resources.instanceType() == null || resources.instanceCount() == null) {
      throw Refusals.invalid("ResourceConfig must specify InstanceType and InstanceCount.");
    }
  }

  private static void checkTime(CreateTrainingJobRequest request) {
    StoppingCondition condition = request.stoppingCondition();
    Integer wait = condition == null ? null : condition.maxWaitTimeInSeconds();
    boolean spot = Boolean.TRUE.equals(request.enableManagedSpotTraining());
    if (spot && wait == null) {
      throw Refusals.invalid(
          "MaxWaitTimeInSeconds must be specified when EnableManagedSpotTraining is true.");
    }
    if (!spot && wait != null) {
      throw Refusals.invalid(
          "MaxWaitTimeInSeconds is valid only when EnableManagedSpotTraining is true.");
    }
    Integer runtime = condition == null ? null : condition.maxRuntimeInSeconds();
    if (wait != null && runtime != null && wait < runtime) {
      throw Refusals.invalid(
          "MaxWaitTimeInSeconds must be greater than or equal to MaxRuntimeInSeconds.");
    }
  }

  private static void checkChannel(Channel channel, AlgorithmSpecification algorithm) {
    String mode = channel.inputMode() == null ? algorithm.trainingInputMode() : channel.inputMode();
    if (mode.equals("Pipe")) {
      throw ServiceException.notImplemented(
          "Pipe input mode (channel " + channel.channelName() + "): use File or FastFile. It");
    }
    S3DataSource source = channel.dataSource().s3DataSource();
    if (source == null) {
      throw ServiceException.notImplemented(
          "A data source other than S3DataSource (channel " + channel.channelName() + ")");
    }
    if (!source.s3DataType().equals("S3Prefix") && !source.s3DataType().equals("ManifestFile")) {
      throw ServiceException.notImplemented("S3DataType " + source.s3DataType());
    }
    if ("RecordIO".equals(channel.recordWrapperType())) {
      throw Refusals.invalid(
          "RecordWrapperType RecordIO is valid only in Pipe input mode (channel "
              + channel.channelName()
              + ").");
    }
    if (mode.equals("FastFile") && !source.s3DataType().equals("S3Prefix")) {
      throw Refusals.invalid("FastFile input mode takes S3DataType S3Prefix only.");
    }
    S3Uri.parse(source.s3Uri());
  }
}
