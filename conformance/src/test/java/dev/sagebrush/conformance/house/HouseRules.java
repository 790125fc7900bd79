package dev.sagebrush.conformance.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of the house that can be read off the classes, for rooms below a root package: {@code
 * dev.sagebrush} in earnest, the fixtures when the rules themselves are tried.
 */
final class HouseRules {

  /** Which rooms a room may use, beside itself. */
  private static final Map<String, Set<String>> DIRECTIONS =
      Map.of(
          "generator", Set.of(),
          "model", Set.of(),
          "kernel", Set.of(),
          "store", Set.of(),
          "learn", Set.of(),
          "engine", Set.of("store", "kernel"),
          "wire", Set.of("model", "kernel"),
          "services", Set.of("engine", "learn", "store", "kernel", "model"),
          "server", Set.of("services", "wire", "engine", "learn", "store", "kernel", "model"));

  private static final List<String> ROOMS =
      List.of(
          "generator",
          "model",
          "kernel",
          "store",
          "learn",
          "engine",
          "wire",
          "services",
          "server",
          "conformance",
          "bench");

  private final String root;

  HouseRules(String root) {
    this.root = root;
  }

  /** Every rule by its name. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    DIRECTIONS.keySet().stream()
        .sorted()
        .forEach(room -> rules.put(room + " looks down", direction(room)));
    rules.put("one public class per service", onePublicClass());
    rules.put("services meet through Caller", servicesApart());
    rules.put("JSON stays below", jsonHomes());
    rules.put("Netty stays in wire", nettyHome());
    rules.put("time comes from Clock", time());
    rules.put("packages are null-marked", nullMarked());
    rules.put("static state is constant", constants());
    rules.put("accessors are plain words", accessors());
    rules.put("services throw modelled errors", modelledErrors());
    return rules;
  }

  /** A room uses the rooms below it and no other (HOUSE.md, rule 3). */
  ArchRule direction(String room) {
    Set<String> others = new LinkedHashSet<>(ROOMS);
    others.remove(room);
    others.removeAll(DIRECTIONS.getOrDefault(room, Set.of()));
    return noClasses()
        .that()
        .resideInAPackage(root + "." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(others))
        .allowEmptyShould(true);
  }

  /** A service package shows one class (rule 5). */
  ArchRule onePublicClass() {
    return classes()
        .that()
        .resideInAPackage(root + ".services.(*)..")
        .should(new BeTheOnlyPublicClass())
        .allowEmptyShould(true);
  }

  /** A service reaches another only by its published operation (rule 4). */
  ArchRule servicesApart() {
    return slices()
        .matching(root + ".services.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true);
  }

  /** Bytes and JSON stop at wire; store and model read their own files (rule 1). */
  ArchRule jsonHomes() {
    return noClasses()
        .that()
        .resideInAnyPackage(packages(Set.of("kernel", "learn", "engine", "services", "server")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "tools.jackson..")
        .allowEmptyShould(true);
  }

  /** HTTP stops at wire (rule 1). */
  ArchRule nettyHome() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            packages(Set.of("model", "kernel", "store", "learn", "engine", "services", "server")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .allowEmptyShould(true);
  }

  /** Nobody but an implementation of Clock asks the machine for the time (rule 6). */
  ArchRule time() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should(new AskOnlyTheClock("dev.sagebrush.kernel.Clock"))
        .allowEmptyShould(true);
  }

  /** Null crosses no method except where it says so (rule 8); NullAway checks marked packages. */
  ArchRule nullMarked() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should(new LiveInANullMarkedPackage())
        .allowEmptyShould(true);
  }

  /** No truth is kept in a static field (rule 13). */
  ArchRule constants() {
    return fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(root + "..")
        .should()
        .beFinal()
        .allowEmptyShould(true);
  }

  /** {@code port()}, not {@code getPort()}. */
  ArchRule accessors() {
    return methods()
        .that()
        .arePublic()
        .and()
        .haveNameMatching("get[A-Z].*")
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(root + "..")
        .should(new OverrideSomething())
        .allowEmptyShould(true);
  }

  /** A service throws modelled errors, and makes no exceptions of its own (rule 7). */
  ArchRule modelledErrors() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".services..")
        .should()
        .beAssignableTo(Throwable.class)
        .allowEmptyShould(true);
  }

  private String[] packages(Set<String> rooms) {
    return rooms.stream().map(room -> root + "." + room + "..").toArray(String[]::new);
  }
}
