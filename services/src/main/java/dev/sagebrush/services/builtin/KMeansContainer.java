package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.MetricDefinition;
import dev.sagebrush.learn.Algorithm;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.kmeans.KMeans;
import dev.sagebrush.learn.kmeans.KMeansModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * K-Means.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/k-means.html">K-means algorithm</a>
 */
final class KMeansContainer extends FirstParty {

  private static final List<MetricDefinition> METRICS = metricDefinitions();

  KMeansContainer() {
    super("kmeans");
  }

  private static List<MetricDefinition> metricDefinitions() {
    List<MetricDefinition> all = new ArrayList<>();
    for (String split : List.of("train", "test")) {
      for (String metric : List.of("msd", "ssd")) {
        all.add(PublishedMetrics.last(split + ":" + metric, split, metric, "loss"));
      }
    }
    all.addAll(PublishedMetrics.COMMON);
    return List.copyOf(all);
  }

  @Override
  public String title() {
    return "K-Means";
  }

  @Override
  String dimension() {
    return "AWS/KMeansWebscale";
  }

  @Override
  int labels() {
    return 1;
  }

  @Override
  void checkLabels(String channel, int labels) {
    // Labels are read and left aside, however many there are.
  }

  @Override
  public Algorithm algorithm() {
    return new KMeans();
  }

  @Override
  public List<MetricDefinition> metrics() {
    return METRICS;
  }

  @Override
  public List<String> channels() {
    return List.of("train", "test");
  }

  @Override
  void saveForMxnet(Model model, Path file) throws IOException {
    DenseMatrix centres = ((KMeansModel) model).centres();
    MxnetArrays arrays = new MxnetArrays();
    arrays.add("", centres.values(), centres.rows(), centres.columns());
    Files.write(file, arrays.toBytes());
  }
}
