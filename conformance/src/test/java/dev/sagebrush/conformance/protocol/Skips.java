package dev.sagebrush.conformance.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cases that do not pass, each with its reason. A line is protocol, id, kind and reason, parted
 * by tabs. Kind {@code client}: it does not apply to a server, though it is not marked so. Kind
 * {@code differs}: it applies and we answer otherwise.
 */
final class Skips {

  /** Why a case does not pass. */
  record Reason(boolean applies, String text) {}

  private Skips() {}

  /** Reasons by the id of the case. */
  static Map<String, Reason> of(String protocol) throws IOException {
    Map<String, Reason> reasons = new LinkedHashMap<>();
    try (InputStream stream = Skips.class.getResourceAsStream("skipped-protocol-cases.tsv")) {
      String table = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : table.lines().toList()) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 4 || fields[3].isBlank()) {
          throw new IllegalArgumentException("not protocol, id, kind, reason: " + line);
        }
        boolean applies =
            switch (fields[2]) {
              case "client" -> false;
              case "differs" -> true;
              default -> throw new IllegalArgumentException("unknown kind: " + line);
            };
        if (fields[0].equals(protocol)) {
          reasons.put(fields[1], new Reason(applies, fields[3]));
        }
      }
    }
    return reasons;
  }
}
