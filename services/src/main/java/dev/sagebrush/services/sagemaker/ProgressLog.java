package dev.sagebrush.services.sagemaker;

import dev.sagebrush.store.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever watches the server how long work goes on. The logger {@value #NAME} is shown on the
 * server's terminal, where else only warnings are.
 */
final class ProgressLog {

  private static final String NAME = "dev.sagebrush.progress";
  private static final Logger LOG = LoggerFactory.getLogger(NAME);

  private ProgressLog() {}

  /**
   * Tells of a step.
   *
   * @param kind for example {@code training job}
   * @param key of its row: account, region, name
   */
  static void tell(String kind, String key, String step) {
    LOG.info("{} {}: {}", kind, key.substring(key.lastIndexOf(Tables.SEPARATOR) + 1), step);
  }
}
