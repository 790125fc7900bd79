package dev.sagebrush.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation of an API. The model is read when one of its facts is first asked for, so that
 * constants of this type cost nothing.
 *
 * @param <I> the request
 * @param <O> the response
 */
public final class Operation<I extends Struct, O extends Struct> {

  private final Api api;
  private final String name;
  private volatile @Nullable OperationFacts facts;

  Operation(Api api, String name) {
    this.api = api;
    this.name = name;
  }

  private OperationFacts facts() {
    OperationFacts read = facts;
    if (read == null) {
      read = api.model().facts(name);
      facts = read;
    }
    return read;
  }

  /** The API it belongs to. */
  public Api api() {
    return api;
  }

  /** {@code CreateTrainingJob}. */
  public String name() {
    return name;
  }

  /** The request; {@link Shape#UNIT} for none. */
  public Shape input() {
    return facts().input();
  }

  /** The response; {@link Shape#UNIT} for none. */
  public Shape output() {
    return facts().output();
  }

  /** The errors the model lists. */
  public List<Shape> errors() {
    return facts().errors();
  }

  /**
   * A structure that was read for this operation, as its request.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public I request(Struct read) {
    if (read.modelShape() != input()) {
      throw new IllegalArgumentException(read.modelShape() + " is not the input of " + this);
    }
    return (I) read;
  }

  /** The HTTP method, {@code POST} where the protocol does not care. */
  public String method() {
    return facts().method();
  }

  /** The path with labels, and literal query parameters: {@code /{Bucket}/{Key+}?acl}. */
  public String uri() {
    return facts().uri();
  }

  /** The HTTP status of success; 200 unless the model says otherwise. */
  public int status() {
    return facts().status();
  }

  /** The element around the result in the query protocol, or null. */
  public @Nullable String resultWrapper() {
    return facts().resultWrapper();
  }

  /** The name of the root element of an XML request, or null. */
  public @Nullable String inputElement() {
    return facts().inputElement();
  }

  /** The XML namespace of the root element of an XML request, or null. */
  public @Nullable XmlNamespace inputNamespace() {
    return facts().inputNamespace();
  }

  /** The name of the root element of an XML answer where it is not the shape's, or null. */
  public @Nullable String outputElement() {
    return facts().outputElement();
  }

  /** The XML namespace of the root element of an answer, or null for the API's. */
  public @Nullable String outputNamespace() {
    return facts().outputNamespace();
  }

  /** Whether the only member of an XML answer is itself the root element. */
  public boolean unwrappedOutput() {
    return facts().unwrappedOutput();
  }

  /** What a host name of this operation begins with, with labels; null for nothing. */
  public @Nullable String hostPrefix() {
    return facts().hostPrefix();
  }

  /** The member that names the checksum algorithm of the request, or null. */
  public @Nullable String checksumAlgorithmMember() {
    return facts().checksumAlgorithmMember();
  }

  /** Whether a request must carry a checksum of its body. */
  public boolean checksumRequired() {
    return facts().checksumRequired();
  }

  /** Whether it is served to callers without credentials. */
  public boolean unauthenticated() {
    return facts().unauthenticated();
  }

  /** Whether another operation has taken its place. */
  public boolean deprecated() {
    return facts().deprecated();
  }

  @Override
  public String toString() {
    return api.id() + ":" + name;
  }
}
