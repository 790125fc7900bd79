package dev.sagebrush.model;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A member of a structure or union, the element of a list, or the key or value of a map. */
public final class Member {

  private final String name;
  private final int index;
  private final String target;
  private final Function<String, Shape> shapes;
  private final boolean required;
  private final Location location;
  private final @Nullable String locationName;
  private final boolean flattened;
  private final boolean streaming;
  private final boolean xmlAttribute;
  private final boolean jsonValue;
  private final boolean idempotencyToken;
  private final boolean eventPayload;
  private final boolean eventHeader;
  private final boolean hostLabel;
  private final @Nullable XmlNamespace xmlNamespace;
  private final @Nullable TimestampFormat timestampFormat;
  private final @Nullable Object defaultValue;
  private final @Nullable String queryName;
  private @Nullable Shape shape;

  Member(String name, int index, Facts facts, boolean required, Function<String, Shape> shapes) {
    this.name = name;
    this.index = index;
    this.target = Objects.requireNonNull(facts.text("shape"), name);
    this.shapes = shapes;
    this.required = required;
    this.location = Location.of(facts.text("location"));
    this.locationName = facts.text("locationName");
    this.flattened = facts.flag("flattened");
    this.streaming = facts.flag("streaming");
    this.xmlAttribute = facts.flag("xmlAttribute");
    this.jsonValue = facts.flag("jsonvalue");
    this.idempotencyToken = facts.flag("idempotencyToken");
    this.eventPayload = facts.flag("eventpayload");
    this.eventHeader = facts.flag("eventheader");
    this.hostLabel = facts.flag("hostLabel");
    this.xmlNamespace = XmlNamespace.of(facts);
    this.timestampFormat = TimestampFormat.of(facts.text("timestampFormat"));
    this.defaultValue = facts.value("default");
    this.queryName = facts.text("queryName");
  }

  /** The name in the model: {@code TrainingJobName}. */
  public String name() {
    return name;
  }

  /** Its place in the structure, from 0: what {@link Struct#memberAt} takes. */
  public int index() {
    return index;
  }

  /** What it holds. Resolved on first use: shapes may contain themselves. */
  public Shape shape() {
    Shape resolved = shape;
    if (resolved == null) {
      resolved = shapes.apply(target);
      shape = resolved;
    }
    return resolved;
  }

  /** Whether a request without it is refused. */
  public boolean required() {
    return required;
  }

  /** Where it travels. */
  public Location location() {
    return location;
  }

  /** The name on the wire where the model gives one, else null. */
  public @Nullable String locationName() {
    return locationName;
  }

  /** The name on the wire: {@link #locationName()} or else {@link #name()}. */
  public String wireName() {
    return locationName == null ? name : locationName;
  }

  /**
   * The name of its XML element: the elements of a flattened list may have a name of their own,
   * which then stands in place of the list's.
   */
  public String xmlName() {
    if (shape().type() == ShapeType.LIST && flattened()) {
      String own = shape().element().locationName();
      return own == null ? wireName() : own;
    }
    return wireName();
  }

  /** Its name in the EC2 query protocol where the model gives one, else null. */
  public @Nullable String queryName() {
    return queryName;
  }

  /** Whether the elements of the list or map stand without an element around them. */
  public boolean flattened() {
    return flattened || shape().flattened();
  }

  /** Whether it is content that is streamed, a {@link Body}. */
  public boolean streaming() {
    return streaming || shape().streaming();
  }

  /** Whether it is an attribute of the XML element of its structure. */
  public boolean xmlAttribute() {
    return xmlAttribute;
  }

  /** Whether it is JSON within a string (base64 of it in a header). */
  public boolean jsonValue() {
    return jsonValue;
  }

  /** Whether clients fill it with a random token when the caller does not. */
  public boolean idempotencyToken() {
    return idempotencyToken;
  }

  /** Whether it is the payload of its event. */
  public boolean eventPayload() {
    return eventPayload;
  }

  /** Whether it is a header of its event. */
  public boolean eventHeader() {
    return eventHeader;
  }

  /** Whether clients put it into the host name. */
  public boolean hostLabel() {
    return hostLabel;
  }

  /** The XML namespace its element declares, or null. */
  public @Nullable XmlNamespace xmlNamespace() {
    return xmlNamespace == null ? shape().xmlNamespace() : xmlNamespace;
  }

  /** The format the model asks for, on the member or on its shape; null for the protocol's own. */
  public @Nullable TimestampFormat timestampFormat() {
    return timestampFormat == null ? shape().timestampFormat() : timestampFormat;
  }

  /** What it is when a request does not say; null for nothing. */
  public @Nullable Object defaultValue() {
    return defaultValue;
  }

  @Override
  public String toString() {
    return name;
  }
}
