package dev.sagebrush.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.Struct;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CoveragePageTest {

  private static final Api API =
      Api.dynamic(
          Map.of(
              "metadata",
              Map.of("serviceFullName", "Tin & Copper", "protocol", "json"),
              "operations",
              Map.of("Solder", Map.of(), "Drill", Map.of(), "Melt", Map.of()),
              "shapes",
              Map.of()),
          "tin");

  private static Service tin() {
    Operation<Struct, Struct> solder = API.operation("Solder");
    return Service.of(API).on(solder, request -> request).build();
  }

  @Test
  void countsWhatIsServed() {
    String page = CoveragePage.of(List.of(tin()));
    assertTrue(page.contains("| [Tin & Copper](#tin--copper) | 1 | 3 | 33 % |\n"), page);
    assertTrue(page.contains("| All | 1 | 3 | 33 % |\n"), page);
  }

  @Test
  void namesWhatIsServedAndWhatIsNot() {
    String page = CoveragePage.of(List.of(tin()));
    assertEquals(
        "## Tin & Copper\n\n**Done** Solder\n\n**Missing** Drill, Melt\n",
        page.substring(page.indexOf("## Tin")));
  }
}
