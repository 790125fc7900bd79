package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.model.sagemaker.DataProcessing;
import dev.sagebrush.model.sagemaker.DescribeTransformJobResponse;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every request of a transform job.
 *
 * @param split how objects are cut into records
 * @param single whether a request holds one record
 * @param largest how many bytes a request has at most
 * @param concurrent how many requests are under way at a time
 * @param contentType of requests
 * @param accept of answers
 * @param lines whether answers are put together line by line
 * @param retries how often a request that failed is made again
 * @param processing filters and joins; null for none
 */
record TransformSettings(
    String split,
    boolean single,
    int largest,
    int concurrent,
    String contentType,
    String accept,
    boolean lines,
    int retries,
    @Nullable RecordProcessing processing) {

  private static final int DEFAULT_RETRIES = 3;

  /** The settings of a job: what it says, else what the model wishes for. */
  static TransformSettings of(
      DescribeTransformJobResponse job, ModelServer.ExecutionParameters wishes) {
    String strategy = job.batchStrategy();
    int mib = job.maxPayloadInMB() == null ? wishes.maxPayloadMiB() : job.maxPayloadInMB();
    Integer concurrent = job.maxConcurrentTransforms();
    Integer retries =
        job.modelClientConfig() == null ? null : job.modelClientConfig().invocationsMaxRetries();
    String contentType = job.transformInput().contentType();
    String accept = job.transformOutput().accept();
    return new TransformSettings(
        job.transformInput().splitType(),
        strategy == null
            ? wishes.batchStrategy().equals("SINGLE_RECORD")
            : strategy.equals("SingleRecord"),
        mib << 20,
        concurrent == null || concurrent == 0 ? wishes.maxConcurrentTransforms() : concurrent,
        contentType == null ? "" : contentType,
        accept == null ? "" : accept,
        "Line".equals(job.transformOutput().assembleWith()),
        retries == null ? DEFAULT_RETRIES : retries,
        processing(job));
  }

  private static @Nullable RecordProcessing processing(DescribeTransformJobResponse job) {
    DataProcessing given = job.dataProcessing();
    boolean plain =
        "$".equals(given.inputFilter())
            && "$".equals(given.outputFilter())
            && "None".equals(given.joinSource());
    return plain
        ? null
        : new RecordProcessing(
            RecordFormat.of(job.transformInput().contentType()),
            JsonPath.parse(given.inputFilter()),
            JsonPath.parse(given.outputFilter()),
            "Input".equals(given.joinSource()));
  }
}
