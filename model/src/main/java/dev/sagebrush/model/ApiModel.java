package dev.sagebrush.model;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The shapes and operations of an API, each made from the model's tree when first asked for. */
public final class ApiModel {

  /** Finds the constructor of a structure's record. */
  interface Factories {
    Function<@Nullable Object[], Struct> of(String shapeName, Supplier<Shape> shape);
  }

  private final Api api;
  private final Facts operations;
  private final Facts shapes;
  private final @Nullable String outputNamespace;
  private final @Nullable String validationCode;
  private final Factories factories;
  private final Map<String, Shape> resolved = new ConcurrentHashMap<>();

  ApiModel(Api api, Map<String, Object> tree, Factories factories) {
    Facts root = new Facts(tree);
    this.api = api;
    this.operations = root.object("operations");
    this.shapes = root.object("shapes");
    this.outputNamespace = root.text("outputNamespace");
    this.validationCode = root.text("validationCode");
    this.factories = factories;
  }

  /** The names of all operations, in the model's order. */
  public List<String> operationNames() {
    return operations.names();
  }

  /** Every operation, in the model's order. */
  public List<Operation<?, ?>> operations() {
    return operationNames().stream().<Operation<?, ?>>map(api::operation).toList();
  }

  /** Whether there is an operation of that name. */
  public boolean hasOperation(String name) {
    return operations.has(name);
  }

  /** Whether there is a shape of that name. */
  public boolean hasShape(String name) {
    return shapes.has(name);
  }

  /** The names of all shapes. */
  public List<String> shapeNames() {
    return shapes.names();
  }

  /**
   * A shape by name.
   *
   * @throws NoSuchElementException when the model has none
   */
  public Shape shape(String name) {
    Shape shape = resolved.get(name);
    return shape == null ? make(name) : shape;
  }

  private Shape make(String name) {
    if (!shapes.has(name)) {
      throw new NoSuchElementException(api.id() + " has no shape " + name);
    }
    Function<@Nullable Object[], Struct> factory = factories.of(name, () -> shape(name));
    Shape made = new Shape(name, shapes.object(name), this::shape, factory);
    Shape earlier = resolved.putIfAbsent(name, made);
    return earlier == null ? made : earlier;
  }

  @Nullable String validationCode() {
    return validationCode;
  }

  @Nullable String outputNamespace() {
    return outputNamespace;
  }

  OperationFacts facts(String operation) {
    if (!operations.has(operation)) {
      throw new NoSuchElementException(api.id() + " has no operation " + operation);
    }
    return OperationFacts.of(operations.object(operation), this);
  }
}
