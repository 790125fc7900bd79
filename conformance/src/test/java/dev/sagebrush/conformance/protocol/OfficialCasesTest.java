package dev.sagebrush.conformance.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official protocol cases of Smithy, those that apply to a server: every one passes or stands
 * with a reason in {@code skipped-protocol-cases.tsv}, and at least 98 % of them pass.
 */
class OfficialCasesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "awsJson1_0",
        "awsJson1_1",
        "awsQuery",
        "ec2Query",
        "restJson1",
        "restXml",
        "rpcv2Cbor"
      })
  void everyCasePassesOrIsSkippedWithAReason(String protocol) throws IOException {
    Map<String, Skips.Reason> skipped = Skips.of(protocol);
    List<String> failures = new ArrayList<>();
    Set<String> failed = new TreeSet<>();
    int applicable = 0;
    for (OfficialCases.Case each : OfficialCases.of(protocol)) {
      applicable++;
      String wrong = each.run();
      if (wrong != null) {
        failed.add(each.id());
        if (!skipped.containsKey(each.id())) {
          failures.add(each.service() + " " + each.id() + ": " + wrong);
        }
      }
    }
    int passed = applicable - failed.size();
    for (Skips.Reason reason : skipped.values()) {
      applicable -= reason.applies() ? 0 : 1;
    }
    report(protocol, passed, applicable);
    assertEquals(List.of(), failures, () -> String.join("\n", failures));
    assertEquals(new TreeSet<>(skipped.keySet()), failed, "cases that pass are still skipped");
    assertTrue(passed >= 0.98 * applicable, passed + " of " + applicable);
  }

  /** Leaves the figures where the build's reports are. */
  private static void report(String protocol, int passed, int applicable) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "protocol-cases"));
    Files.writeString(
        folder.resolve(protocol + ".txt"), protocol + "\t" + passed + "\t" + applicable + "\n");
  }
}
