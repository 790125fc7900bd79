package dev.sagebrush.conformance.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.knowledge.TopDownIndex;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.protocoltests.traits.AppliesTo;
import software.amazon.smithy.protocoltests.traits.HttpMalformedRequestTestsTrait;
import software.amazon.smithy.protocoltests.traits.HttpMessageTestCase;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestsTrait;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestsTrait;

/** The cases of smithy-aws-protocol-tests that apply to a server. */
final class OfficialCases {

  /** One case. */
  record Case(String service, String id, Api api, Check check) {

    /** What is wrong, or null. */
    @Nullable String run() {
      try {
        return check.run();
      } catch (Exception | StackOverflowError failure) {
        return failure.toString();
      }
    }
  }

  /** What a case does. */
  @FunctionalInterface
  interface Check {
    /** What is wrong, or null. */
    @Nullable String run() throws Exception;
  }

  private static final class Loaded {
    private static final Model MODEL =
        Model.assembler().discoverModels().disableValidation().assemble().unwrap();
  }

  private final String protocol;
  private final ShapeId trait;
  private final List<Case> cases = new ArrayList<>();

  private OfficialCases(String protocol) {
    this.protocol = protocol;
    this.trait =
        ShapeId.from(
            protocol.equals("rpcv2Cbor")
                ? "smithy.protocols#rpcv2Cbor"
                : "aws.protocols#" + protocol);
  }

  static List<Case> of(String protocol) {
    OfficialCases cases = new OfficialCases(protocol);
    for (ServiceShape service : Loaded.MODEL.getServiceShapes()) {
      if (service.hasTrait(cases.trait)) {
        cases.service(service);
      }
    }
    return cases.cases;
  }

  private void service(ServiceShape service) {
    Api api = Tree.api(Loaded.MODEL, service, protocol);
    CaseRunner runner = new CaseRunner(api);
    String name = service.getId().toString();
    for (OperationShape shape : TopDownIndex.of(Loaded.MODEL).getContainedOperations(service)) {
      Operation<?, ?> operation = api.operation(shape.getId().getName());
      shape
          .getTrait(HttpRequestTestsTrait.class)
          .ifPresent(tests ->
              tests.getTestCases().stream()
                  .filter(this::applies)
                  .forEach(
                      test -> add(name, test.getId(), api, () -> runner.request(test, operation))));
      responses(shape.getTrait(HttpResponseTestsTrait.class), name, api, runner, operation, null);
      for (ShapeId id : shape.getErrors(service)) {
        Shape error = api.shape(TreeShapes.name(id));
        responses(
            Loaded.MODEL.expectShape(id).getTrait(HttpResponseTestsTrait.class),
            name,
            api,
            runner,
            operation,
            error);
      }
      shape
          .getTrait(HttpMalformedRequestTestsTrait.class)
          .ifPresent(tests ->
              tests.getTestCases().stream()
                  .filter(test -> test.getProtocol().equals(trait))
                  .forEach(test -> add(name, test.getId(), api, () -> runner.malformed(test))));
    }
  }

  private void responses(
      Optional<HttpResponseTestsTrait> tests,
      String service,
      Api api,
      CaseRunner runner,
      Operation<?, ?> operation,
      @Nullable Shape error) {
    tests.ifPresent(found ->
        found.getTestCases().stream()
            .filter(this::applies)
            .forEach(test ->
                add(service, test.getId(), api, () -> runner.response(test, operation, error))));
  }

  private boolean applies(HttpMessageTestCase test) {
    return test.getProtocol().equals(trait)
        && test.getAppliesTo().filter(side -> side == AppliesTo.CLIENT).isEmpty();
  }

  private void add(String service, String id, Api api, Check check) {
    boolean known =
        cases.stream().anyMatch(one -> one.id().equals(id) && one.service().equals(service));
    if (!known || check == null || id.contains("_case")) {
      cases.add(new Case(service, id, api, check));
    }
  }
}
