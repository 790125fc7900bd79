package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.Command;
import dev.sagebrush.engine.container.Image;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BuiltinImagesTest {

  private final BuiltinImages images = new BuiltinImages();

  @ParameterizedTest
  @CsvSource({
    "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1, XGBoost 1.7-1",
    "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:0.90-2-cpu-py3,"
        + " XGBoost 0.90-2-cpu-py3",
    "450853457545.dkr.ecr.cn-north-1.amazonaws.com.cn/sagemaker-xgboost:3.0-5, XGBoost 3.0-5",
    "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1-1, XGBoost 1.7-1-1",
    "811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:1, XGBoost 1",
    "811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:latest, XGBoost latest",
    "382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1, Linear Learner 1",
    "382416733822.dkr.ecr.us-east-1.amazonaws.com/kmeans:1, K-Means 1",
    "226302683700.dkr.ecr-fips.us-gov-west-1.amazonaws.com/kmeans:1, K-Means 1",
    "490574956308.dkr.ecr.us-iso-east-1.c2s.ic.gov/kmeans, K-Means latest"
  })
  void uriNamesAlgorithm(String uri, String name) {
    Image image = images.find(uri);
    assertNotNull(image);
    assertEquals(name, image.name());
    assertTrue(image.metrics().size() > 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kmeans:1",
        "docker.io/library/kmeans:1",
        "382416733822.dkr.ecr.us-east-1.amazonaws.com/my-model:1",
        "382416733822.dkr.ecr.us-east-1.amazonaws.com/kmeans:1:2",
        ""
      })
  void whatIsNotAwssIsNotKnown(String uri) {
    assertNull(images.find(uri));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pca:1", "forecasting-deepar:1", "sagemaker-xgboost:9.9-1", "kmeans:2"})
  void whatIsMissingIsSaidTogetherWithWhatIsThere(String name) {
    String uri = "382416733822.dkr.ecr.us-east-1.amazonaws.com/" + name;
    String message =
        assertThrows(UnsupportedOperationException.class, () -> images.find(uri)).getMessage();
    assertTrue(message.startsWith("The image " + name + " is not implemented yet."), message);
    assertTrue(message.contains("linear-learner:1, kmeans:1"), message);
    assertTrue(message.contains("3.0-5"), message);
  }

  @Test
  void theJobsEnvironmentReachesTheProcess() {
    Image image = Job.image("kmeans:1");
    Command command = image.training(Path.of("here"), Map.of("TRAINING_JOB_NAME", "a"));
    Map<String, String> all = new HashMap<>(command.environment());
    assertEquals(System.getenv("LD_LIBRARY_PATH"), all.remove("LD_LIBRARY_PATH"));
    assertEquals(
        Map.of("TRAINING_JOB_NAME", "a", "OMP_WAIT_POLICY", "PASSIVE", "LC_ALL", "C.UTF-8"), all);
    assertEquals(Path.of("here").toAbsolutePath().toString(), command.line().getLast());
  }
}
