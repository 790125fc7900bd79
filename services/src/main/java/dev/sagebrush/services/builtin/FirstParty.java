package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.learn.Algorithm;
import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InputException;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.data.Csv;
import dev.sagebrush.learn.data.DataFormat;
import dev.sagebrush.learn.data.RecordIoProtobuf;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the containers that Amazon wrote on MXNet have in common: their log, their formats, their
 * answers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/common-info-all-im-models.html">Common
 *     information about built-in algorithms</a>
 */
abstract class FirstParty implements Builtin {

  /** What these containers take of everybody and what, in one process on a CPU, changes nothing. */
  private static final Set<String> HIDDEN =
      Set.of(
          "_kvstore",
          "_num_gpus",
          "_num_kv_servers",
          "_log_level",
          "_enable_profiler",
          "_tuning_objective_metric",
          "_disable_wait_to_read",
          "_num_slices",
          "_data_format",
          "_ftp_port",
          "force_dense");

  private final String repository;

  FirstParty(String repository) {
    this.repository = repository;
  }

  /** The name that its {@code #metrics} lines give it. */
  abstract String dimension();

  /** Label columns of CSV when the content type does not say. */
  abstract int labels();

  @Override
  public String key() {
    return repository;
  }

  @Override
  public List<String> names() {
    return List.of(repository + ":1");
  }

  @Override
  public boolean owns(String name) {
    return name.equals(repository);
  }

  @Override
  public boolean takes(ImageName name) {
    return name.tag().equals("1") || name.tag().equals("latest");
  }

  @Override
  public Parameters parameters(Map<String, String> given, TrainingLog log) {
    Algorithm algorithm = algorithm();
    Map<String, String> known = new TreeMap<>(given);
    for (String name : HIDDEN) {
      if (known.containsKey(name) && algorithm.parameters().find(name) == null) {
        log.info("Parameter '" + name + "' has no effect here.");
        known.remove(name);
      }
    }
    return algorithm.parameters().parse(known);
  }

  @Override
  public DataFormat format(Channel channel, Parameters parameters) {
    ContentType type = channel.contentType();
    return switch (type.type()) {
      case "text/csv" -> {
        int labels = type.labels(labels());
        checkLabels(channel.name(), labels);
        yield new Csv(Csv.SNIFF, labels, false, Csv.Missing.ERROR);
      }
      case "", "application/x-recordio-protobuf" -> new RecordIoProtobuf();
      default ->
          throw InvalidDataException.of(
              "Channel '%s': the content type '%s' is not supported. Supported are: text/csv,"
                  + " application/x-recordio-protobuf.",
              channel.name(), type.type());
    };
  }

  @Override
  public void check(Channel channel, Dataset data, Parameters parameters) {
    int expected = parameters.wholeOr("feature_dim", data.columns());
    boolean csv = channel.contentType().type().equals("text/csv");
    if (csv && data.columns() + data.labelWidth() == expected && data.labelWidth() > 0) {
      throw InvalidDataException.of(
          "Channel '%s': the data has %d columns, as many as feature_dim says, but the first %d"
              + " was taken for the label. Give the content type 'text/csv;label_size=0' for data"
              + " without a label, or set feature_dim to %d.",
          channel.name(), expected, data.labelWidth(), data.columns());
    }
  }

  /** Refuses a number of label columns that this algorithm has no use for. */
  abstract void checkLabels(String channel, int labels);

  @Override
  public TrainingLog log(PrintStream out, Clock clock, String host) {
    return new FirstPartyLog(out, clock, host, dimension());
  }

  @Override
  public void save(Model model, TrainingFolder folder) throws IOException {
    model.save(folder.model());
    saveForMxnet(model, folder.model().resolve("model_algo-1"));
  }

  /** Writes the file that the container of AWS would, for notebooks that look into it. */
  abstract void saveForMxnet(Model model, Path file) throws IOException;

  @Override
  public ModelServer serve(ImageName name, Path model, Map<String, String> environment)
      throws IOException {
    try {
      return new FirstPartyServer(algorithm().load(model), environment);
    } catch (InputException | NoSuchFileException e) {
      throw new IOException("The model of " + title() + " cannot be loaded: " + e.getMessage(), e);
    }
  }
}
