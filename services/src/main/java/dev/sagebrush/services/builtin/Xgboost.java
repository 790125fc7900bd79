package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.MetricDefinition;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.learn.Algorithm;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.InvalidParameterException;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.boost.Boost;
import dev.sagebrush.learn.boost.BoostEnsemble;
import dev.sagebrush.learn.boost.HeldOut;
import dev.sagebrush.learn.data.Csv;
import dev.sagebrush.learn.data.DataFormat;
import dev.sagebrush.learn.data.Libsvm;
import dev.sagebrush.learn.data.ParquetColumns;
import dev.sagebrush.learn.data.RecordIoProtobuf;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * XGBoost in algorithm mode.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost.html">XGBoost algorithm</a>
 * @see <a href="https://github.com/aws/sagemaker-xgboost-container">its container</a>
 */
final class Xgboost implements Builtin {

  private static final String LEGACY = "xgboost";
  private static final String CURRENT = "sagemaker-xgboost";
  private static final List<String> VERSIONS =
      List.of("0.90-1", "0.90-2", "1.0-1", "1.2-1", "1.2-2", "1.3-1", "1.5-1", "1.7-1", "3.0-5");
  private static final Pattern SUFFIX = Pattern.compile("(-\\d+)?(-(cpu|gpu)-py3)?");

  @Override
  public String key() {
    return "xgboost";
  }

  @Override
  public String title() {
    return "XGBoost";
  }

  @Override
  public List<String> names() {
    return List.of(CURRENT + ":" + String.join("|", VERSIONS), LEGACY + ":1");
  }

  @Override
  public boolean owns(String repository) {
    return repository.equals(LEGACY) || repository.equals(CURRENT);
  }

  @Override
  public boolean takes(ImageName name) {
    if (name.repository().equals(LEGACY)) {
      return name.tag().equals("1") || name.tag().equals("latest");
    }
    for (String version : VERSIONS) {
      if (name.tag().startsWith(version)
          && SUFFIX.matcher(name.tag().substring(version.length())).matches()) {
        return true;
      }
    }
    return name.tag().equals("latest");
  }

  @Override
  public Algorithm algorithm() {
    return new Boost();
  }

  @Override
  public List<MetricDefinition> metrics() {
    return XgboostMetrics.ALL;
  }

  @Override
  public List<String> channels() {
    return List.of("train", "validation");
  }

  @Override
  public Parameters parameters(Map<String, String> given, TrainingLog log) {
    if (given.containsKey("sagemaker_program") || given.containsKey("sagemaker_submit_directory")) {
      throw new InvalidParameterException(
          "Parameter 'sagemaker_program' asks for script mode, which is not implemented yet:"
              + " leave out the script (entry_point) to train the built-in algorithm.");
    }
    return algorithm().parameters().parse(given);
  }

  @Override
  public DataFormat format(Channel channel, Parameters parameters) {
    ContentType type = channel.contentType();
    return switch (type.type()) {
      case "csv", "text/csv" -> {
        if (type.labels(1) != 1) {
          throw InvalidDataException.of(
              "Channel '%s': label_size is %d, but must be 1: the label is in the first column.",
              channel.name(), type.labels(1));
        }
        boolean weights = parameters.is("csv_weights", "1");
        yield new Csv(Csv.SNIFF, 1, weights, Csv.Missing.NAN);
      }
      case "", "libsvm", "text/libsvm", "text/x-libsvm" -> Libsvm.zeroBased();
      case "parquet", "application/x-parquet" -> new ParquetColumns(1);
      case "recordio-protobuf", "application/x-recordio-protobuf" -> new RecordIoProtobuf();
      default ->
          throw InvalidDataException.of(
              "Channel '%s': the content type '%s' is not supported. Supported are: text/csv,"
                  + " text/libsvm, text/x-libsvm, application/x-parquet,"
                  + " application/x-recordio-protobuf (also csv, libsvm, parquet,"
                  + " recordio-protobuf).",
              channel.name(), type.type());
    };
  }

  @Override
  public TrainingLog log(PrintStream out, Clock clock, String host) {
    return new XgboostLog(out, clock);
  }

  @Override
  public void save(Model model, TrainingFolder folder) throws IOException {
    model.save(folder.model());
    if (model instanceof BoostEnsemble ensemble) {
      HeldOut heldOut = ensemble.heldOut();
      if (heldOut != null) {
        heldOut.write(folder.outputData().resolve("predictions.csv"));
      }
    }
  }

  @Override
  public ModelServer serve(ImageName name, Path model, Map<String, String> environment)
      throws IOException {
    boolean joined = name.repository().equals(LEGACY) || name.tag().startsWith("0.90");
    return XgboostServer.load(model, environment, joined);
  }

  @Override
  public @Nullable Path checkpoints(TrainingFolder folder) throws IOException {
    return folder.checkpoints();
  }
}
