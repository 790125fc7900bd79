package dev.sagebrush.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API of one service: what routing needs to know, at hand, and the {@link #model() model}, read
 * on first use.
 *
 * @param id the name of its model: {@code sagemaker-runtime}
 * @param serviceId the name AWS gives the service: {@code SageMaker Runtime}
 * @param fullName the name for people: {@code Amazon SageMaker Runtime}
 * @param version of the API: {@code 2017-05-13}
 * @param protocols in the order of AWS's preference: {@code json}, {@code rest-json}, {@code
 *     rest-xml}, {@code query}, {@code ec2}, {@code smithy-rpc-v2-cbor}
 * @param endpointPrefix the first label of its host name
 * @param signingName the service in the credential scope; several services may share one
 * @param targetPrefix before the dot in {@code X-Amz-Target}; null where it is not used
 * @param jsonVersion {@code 1.0} or {@code 1.1}; null where JSON RPC is not spoken
 * @param xmlNamespace of its XML answers; null where the model names none
 * @param signatureVersion how requests are signed: {@code v4}, or {@code s3} for the dialect of S3
 *     in signatures, addressing and error documents
 * @param queryCompatible whether errors carry the codes of an earlier query protocol
 * @param errorNamespace what stands before the {@code #} of an error's type where the model says
 */
public record Api(
    String id,
    String serviceId,
    String fullName,
    String version,
    List<String> protocols,
    String endpointPrefix,
    String signingName,
    @Nullable String targetPrefix,
    @Nullable String jsonVersion,
    @Nullable String xmlNamespace,
    String signatureVersion,
    boolean queryCompatible,
    @Nullable String errorNamespace,
    Lazy lazy) {

  /** An API whose model is the resource {@code aws/<id>.json}, with generated records. */
  public static Api generated(Map<String, Object> metadata, String id, String javaPackage) {
    return of(metadata, id, new Lazy(id, javaPackage));
  }

  /** An API whose model is at hand, with {@link DynamicStruct}s for records. */
  public static Api dynamic(Map<String, Object> model, String id) {
    if (!(model.get("metadata") instanceof Map<?, ?> metadata)) {
      throw new IllegalArgumentException(id + " has no metadata");
    }
    return of(metadata, id, new Lazy(model));
  }

  private static Api of(Map<?, ?> metadata, String id, Lazy lazy) {
    Facts facts = new Facts(metadata);
    String endpointPrefix = facts.text("endpointPrefix", id);
    return new Api(
        id,
        facts.text("serviceId", id),
        facts.text("serviceFullName", id),
        facts.text("apiVersion", ""),
        facts.has("protocols") ? facts.texts("protocols") : List.of(facts.text("protocol", "json")),
        endpointPrefix,
        facts.text("signingName", endpointPrefix),
        facts.text("targetPrefix"),
        facts.text("jsonVersion"),
        facts.text("xmlNamespace"),
        facts.text("signatureVersion", "v4"),
        facts.has("awsQueryCompatible"),
        facts.text("errorNamespace"),
        lazy);
  }

  /** Whether it speaks the dialect of S3 in signatures, addressing and error documents. */
  public boolean s3Dialect() {
    return signatureVersion.equals("s3");
  }

  /** The code of the error for a request that breaks constraints of the model. */
  public String validationCode() {
    String own = model().validationCode();
    if (own != null) {
      return own;
    }
    return protocols.contains("query") ? "ValidationError" : "ValidationException";
  }

  /** The shapes and operations. */
  public ApiModel model() {
    return lazy.model(this);
  }

  /** A shape of the model by name. */
  public Shape shape(String name) {
    return model().shape(name);
  }

  /** An operation of the model; its existence is checked when its facts are asked for. */
  public <I extends Struct, O extends Struct> Operation<I, O> operation(String name) {
    return new Operation<>(this, name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }

  /** Holds the model once it is read. */
  public static final class Lazy {

    private final @Nullable String resource;
    private final @Nullable String javaPackage;
    private final @Nullable Map<String, Object> tree;
    private volatile @Nullable ApiModel model;

    private Lazy(String resource, String javaPackage) {
      this.resource = resource;
      this.javaPackage = javaPackage;
      this.tree = null;
    }

    private Lazy(Map<String, Object> tree) {
      this.resource = null;
      this.javaPackage = null;
      this.tree = tree;
    }

    private ApiModel model(Api api) {
      ApiModel read = model;
      if (read == null) {
        synchronized (this) {
          read = model;
          if (read == null) {
            read = read(api);
            model = read;
          }
        }
      }
      return read;
    }

    private ApiModel read(Api api) {
      if (resource != null && javaPackage != null) {
        return new ApiModel(
            api, ModelReader.resource(resource), new GeneratedRecords(javaPackage, api));
      }
      return new ApiModel(
          api,
          java.util.Objects.requireNonNull(tree),
          (name, shape) -> values -> new DynamicStruct(shape.get(), values));
    }
  }
}
