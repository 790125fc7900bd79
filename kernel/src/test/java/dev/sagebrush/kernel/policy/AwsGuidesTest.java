package dev.sagebrush.kernel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.kernel.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What AWS's guides say of their example policies, as a table: each case names the page. The
 * policies are cut down to what the example is about.
 */
class AwsGuidesTest {

  private static final String ACCOUNT = "111122223333";

  @TestFactory
  Stream<DynamicTest> identities() throws IOException {
    return cases("aws-guides-iam.json");
  }

  @TestFactory
  Stream<DynamicTest> layers() throws IOException {
    return cases("aws-guides-layers.json");
  }

  @TestFactory
  Stream<DynamicTest> resources() throws IOException {
    return cases("aws-guides-resources.json");
  }

  private static Stream<DynamicTest> cases(String file) throws IOException {
    try (InputStream in = AwsGuidesTest.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return list(Json.parse(text)).stream().map(Map.class::cast).flatMap(AwsGuidesTest::tests);
    }
  }

  private static Stream<DynamicTest> tests(Map<?, ?> example) {
    Policies policies = policies(example);
    NaiveEvaluator.Documents documents =
        new NaiveEvaluator.Documents(
            documents(example, example.get("identity")),
            example.containsKey("boundary")
                ? List.of(document(example, example.get("boundary")))
                : List.of(),
            documents(example, example.get("session")),
            documents(example, example.get("resource")),
            levels(example, "scp"),
            levels(example, "rcp"));
    return list(example.get("asks")).stream()
        .map(Map.class::cast)
        .map(ask ->
            DynamicTest.dynamicTest(
                example.get("name") + ": " + ask, () -> check(example, policies, documents, ask)));
  }

  private static void check(
      Map<?, ?> example, Policies policies, NaiveEvaluator.Documents documents, Map<?, ?> ask) {
    Requester who = requester(ask.containsKey("who") ? ask.get("who").toString() : "user alice");
    Object account = ask.containsKey("account") ? ask.get("account") : ACCOUNT;
    Object resource = ask.containsKey("on") ? ask.get("on") : "arn:aws:any:::thing";
    Map<String, List<String>> context = new HashMap<>();
    if (ask.get("with") instanceof Map<?, ?> with) {
      with.forEach((key, values) ->
          context.put(key.toString(), list(values).stream().map(Object::toString).toList()));
    }
    AccessRequest request =
        new AccessRequest(
            who,
            ask.get("do").toString(),
            resource.toString(),
            account.toString(),
            example.containsKey("resourceFirst"),
            RequestContext.of(context));
    Decision decision = Evaluator.decide(request, policies);
    assertEquals(ask.get("is"), decision.outcome().name(), decision::toString);
    if (ask.containsKey("by")) {
      assertEquals(ask.get("by"), decision.type().name());
    }
    assertEquals(decision.outcome(), NaiveEvaluator.decide(request, documents), "naively");
  }

  private static Requester requester(String text) {
    String[] words = text.split(" ");
    String name = words.length > 1 ? words[1] : "";
    String iam = "arn:aws:iam::" + ACCOUNT + ":";
    String sts = "arn:aws:sts::" + ACCOUNT + ":";
    return switch (words[0]) {
      case "root" -> new Requester(Requester.Kind.ROOT, ACCOUNT, iam + "root", ACCOUNT, null, null);
      case "user" -> user(name);
      case "role" ->
          new Requester(
              Requester.Kind.ROLE_SESSION,
              ACCOUNT,
              sts + "assumed-role/" + name.substring(name.lastIndexOf('/') + 1) + "/" + words[2],
              "AROAID:" + words[2],
              iam + "role/" + name,
              null);
      case "federated" ->
          new Requester(
              Requester.Kind.FEDERATED_USER,
              ACCOUNT,
              sts + "federated-user/" + name,
              ACCOUNT + ":" + name,
              iam + "user/" + words[2],
              null);
      case "service" -> Requester.service(name);
      case "provider" -> Requester.identityProvider(name);
      default -> Requester.anonymous();
    };
  }

  private static Requester user(String name) {
    String[] parts = name.split("/");
    String account = parts.length > 1 ? parts[0] : ACCOUNT;
    String arn = "arn:aws:iam::" + account + ":user/" + parts[parts.length - 1];
    return new Requester(Requester.Kind.USER, account, arn, "AIDAID", null, null);
  }

  private static Policies policies(Map<?, ?> example) {
    PolicyType resource = example.containsKey("trust") ? PolicyType.TRUST : PolicyType.RESOURCE;
    Policies policies =
        Policies.NONE
            .withIdentity(named(documents(example, example.get("identity")), PolicyType.IDENTITY))
            .withSession(named(documents(example, example.get("session")), PolicyType.SESSION))
            .withResource(named(documents(example, example.get("resource")), resource))
            .withServiceControl(
                levels(example, "scp").stream()
                    .map(level -> named(level, PolicyType.SERVICE_CONTROL))
                    .toList())
            .withResourceControl(
                levels(example, "rcp").stream()
                    .map(level -> named(level, PolicyType.RESOURCE_CONTROL))
                    .toList());
    return example.containsKey("boundary")
        ? policies.withBoundary(
            named(List.of(document(example, example.get("boundary"))), PolicyType.BOUNDARY)
                .getFirst())
        : policies;
  }

  private static List<NamedPolicy> named(List<Map<?, ?>> documents, PolicyType type) {
    return documents.stream()
        .map(document -> new NamedPolicy("p", PolicyReader.read(write(document), type)))
        .toList();
  }

  private static List<List<Map<?, ?>>> levels(Map<?, ?> example, String key) {
    return list(example.get(key)).stream().map(level -> documents(example, level)).toList();
  }

  private static List<Map<?, ?>> documents(Map<?, ?> example, Object statements) {
    List<Map<?, ?>> documents = new ArrayList<>();
    list(statements).forEach(each -> documents.add(document(example, each)));
    return documents;
  }

  private static Map<?, ?> document(Map<?, ?> example, Object statements) {
    Object version = example.containsKey("version") ? example.get("version") : "2012-10-17";
    return Map.of("Version", version, "Statement", statements);
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  /** A value as JSON again. */
  private static String write(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        List<String> members = new ArrayList<>();
        map.forEach((key, each) -> members.add(write(key) + ":" + write(each)));
        yield "{" + String.join(",", members) + "}";
      }
      case List<?> list ->
          "[" + String.join(",", list.stream().map(AwsGuidesTest::write).toList()) + "]";
      case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      default -> value.toString();
    };
  }
}
