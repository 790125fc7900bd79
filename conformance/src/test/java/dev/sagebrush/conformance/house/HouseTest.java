package dev.sagebrush.conformance.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house keeps its rules, and every rule can be broken. */
final class HouseTest {

  private static final Pattern GENERATED = Pattern.compile(".*/dev/sagebrush/model/[a-z0-9]+/.*");
  private static final String FIXTURE = "dev.sagebrush.conformance.house.fixture";

  private record Imported(JavaClasses house, JavaClasses fixture) {}

  private static final Imported CLASSES =
      new Imported(
          new ClassFileImporter()
              .withImportOption(location -> !isTest(location) && !isGenerated(location))
              .importPackages("dev.sagebrush"),
          new ClassFileImporter().importPackages(FIXTURE));

  private static boolean isGenerated(Location location) {
    return location.matches(GENERATED);
  }

  private static boolean isTest(Location location) {
    return location.contains("/test-classes/");
  }

  @BeforeAll
  static void everyRoomIsSeen() {
    for (String room : List.of("model", "kernel", "store", "learn", "wire")) {
      assertTrue(
          CLASSES.house().stream()
              .anyMatch(each -> each.getPackageName().startsWith("dev.sagebrush." + room)),
          room + " was not read");
    }
  }

  @TestFactory
  Stream<DynamicTest> theHouseKeeps() {
    return new HouseRules("dev.sagebrush")
        .all().entrySet().stream()
            .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> keeps(rule.getValue())));
  }

  private static void keeps(ArchRule rule) {
    rule.check(CLASSES.house());
  }

  @TestFactory
  Stream<DynamicTest> theFixturesBreak() {
    Map<String, ArchRule> rules = new HouseRules(FIXTURE).all();
    // Of the directions one is tried: they are one rule with different rooms.
    Stream.of("generator", "model", "kernel", "store", "engine", "wire", "services", "server")
        .forEach(room -> rules.remove(room + " looks down"));
    return rules.entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> breaks(rule.getValue())));
  }

  private static void breaks(ArchRule rule) {
    assertTrue(rule.evaluate(CLASSES.fixture()).hasViolation(), rule.getDescription());
  }

  @Test
  void learnSpeaksOfNoCloud() throws IOException {
    Path root = Checkout.root();
    assertEquals(List.of(), Words.find(Words.OF_AWS, root.resolve("learn/src")));
    Path fixture = root.resolve("conformance/src/test/java").resolve(FIXTURE.replace('.', '/'));
    assertFalse(Words.find(Words.OF_AWS, fixture.resolve("learn")).isEmpty());
  }

  @Test
  void versionsInHouseMdAreThoseOfThePom() throws IOException {
    Path root = Checkout.root();
    String house = Files.readString(root.resolve("HOUSE.md"));
    Pattern pin = Pattern.compile("<([a-z-]+)\\.version>([^<]+)</");
    List<String> unsaid =
        pin.matcher(Files.readString(root.resolve("pom.xml")))
            .results()
            .map(match -> match.group(2))
            .filter(version -> !house.contains("| " + version + " |"))
            .toList();
    assertEquals(List.of(), unsaid, "pinned versions that HOUSE.md does not name");
  }

  @Test
  void everyModuleIsARoomOfHouseMd() throws IOException {
    Path root = Checkout.root();
    String house = Files.readString(root.resolve("HOUSE.md"));
    Pattern module = Pattern.compile("<module>(\\w+)</module>");
    List<String> unsaid =
        module
            .matcher(Files.readString(root.resolve("pom.xml")))
            .results()
            .map(match -> match.group(1))
            .filter(room -> !house.contains("| `" + room + "` |"))
            .toList();
    assertEquals(List.of(), unsaid, "rooms that HOUSE.md does not describe");
  }
}
