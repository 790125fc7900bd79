package dev.sagebrush.conformance.clients;

import dev.sagebrush.conformance.process.SdkClients;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a client is given to do its work with.
 *
 * @param endpoint where the server answers
 * @param name what the names of all that it makes begin with
 * @param payload a file of 64 MiB
 * @param table a CSV file with a header line and the label (0 or 1) in the first column
 * @param folder an empty folder for what it makes
 */
record Scenario(URI endpoint, String name, Path payload, Path table, Path folder) {

  static final String XGBOOST =
      "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";

  /** The same for a child process; nothing of the user's own configuration is read. */
  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("AWS_ENDPOINT_URL", endpoint.toString()),
        Map.entry("AWS_ACCESS_KEY_ID", SdkClients.KEY),
        Map.entry("AWS_SECRET_ACCESS_KEY", SdkClients.KEY),
        Map.entry("AWS_REGION", SdkClients.REGION),
        Map.entry("AWS_DEFAULT_REGION", SdkClients.REGION),
        Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
        Map.entry("AWS_CONFIG_FILE", folder.resolve("no-config").toString()),
        Map.entry("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString()),
        Map.entry("NO_PROXY", "*"),
        Map.entry("LC_ALL", "C.UTF-8"),
        Map.entry("PYTHONDONTWRITEBYTECODE", "1"),
        Map.entry("SCENARIO_NAME", name),
        Map.entry("SCENARIO_PAYLOAD", payload.toString()),
        Map.entry("SCENARIO_TABLE", table.toString()),
        Map.entry("SCENARIO_FOLDER", folder.toString()));
  }
}
