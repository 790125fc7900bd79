package dev.sagebrush.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One shape of an API model: what a value may look like and how it travels. Read from the C2J model
 * format of botocore, see {@link ApiModel}.
 */
public final class Shape {

  /** The shape of an operation without input or output. */
  public static final Shape UNIT =
      new Shape(
          "Unit",
          new Facts(Map.of("type", "structure")),
          name -> {
            throw new IllegalStateException(name);
          },
          values -> Unit.VALUE);

  private final String name;
  private final ShapeType type;
  private final Facts facts;
  private final List<Member> members;
  private final Map<String, Member> membersByName = new HashMap<>();
  private final Map<String, Member> bodyMembers = new HashMap<>();
  private volatile @Nullable Map<String, Member> xmlMembers;
  private final @Nullable Member element;
  private final @Nullable Member key;
  private final boolean union;
  private final boolean eventStream;
  private final boolean sparse;
  private final boolean flattened;
  private final boolean streaming;
  private final boolean hasDefaults;
  private final List<String> enumValues;
  private final @Nullable BigDecimal min;
  private final @Nullable BigDecimal max;
  private final @Nullable String pattern;
  private final @Nullable ErrorTrait error;
  private final @Nullable Member payload;
  private final @Nullable XmlNamespace xmlNamespace;
  private final @Nullable TimestampFormat timestampFormat;
  private final Function<@Nullable Object[], Struct> factory;

  Shape(
      String name,
      Facts facts,
      Function<String, Shape> shapes,
      Function<@Nullable Object[], Struct> factory) {
    this.name = name;
    this.facts = facts;
    this.type = ShapeType.of(facts.text("type", "structure"), facts.flag("document"));
    this.members = members(facts, shapes);
    for (Member member : members) {
      membersByName.put(member.name(), member);
      if (member.location() == Location.BODY) {
        bodyMembers.put(member.wireName(), member);
      }
    }
    this.element = single(facts, type == ShapeType.MAP ? "value" : "member", shapes);
    this.key = single(facts, "key", shapes);
    this.union = facts.flag("union");
    this.eventStream = facts.flag("eventstream");
    this.sparse = facts.flag("sparse");
    this.flattened = facts.flag("flattened");
    this.streaming = facts.flag("streaming");
    this.hasDefaults = members.stream().anyMatch(member -> member.defaultValue() != null);
    this.enumValues = facts.texts("enum");
    this.min = facts.decimal("min");
    this.max = facts.decimal("max");
    this.pattern = facts.text("pattern");
    this.error = error(name, facts);
    this.payload = facts.has("payload") ? membersByName.get(facts.text("payload", "")) : null;
    this.xmlNamespace = XmlNamespace.of(facts);
    this.timestampFormat = TimestampFormat.of(facts.text("timestampFormat"));
    this.factory = factory;
  }

  private static List<Member> members(Facts facts, Function<String, Shape> shapes) {
    Facts all = facts.object("members");
    List<String> required = facts.texts("required");
    List<Member> members = new ArrayList<>();
    for (String name : all.names()) {
      boolean needed = required.contains(name);
      members.add(new Member(name, members.size(), all.object(name), needed, shapes));
    }
    return List.copyOf(members);
  }

  private static @Nullable Member single(Facts facts, String name, Function<String, Shape> shapes) {
    return facts.has(name) ? new Member(name, 0, facts.object(name), false, shapes) : null;
  }

  private static @Nullable ErrorTrait error(String name, Facts facts) {
    if (!facts.flag("exception")) {
      return null;
    }
    Facts error = facts.object("error");
    boolean fault = facts.flag("fault");
    return new ErrorTrait(
        error.text("code", name),
        error.number("httpStatusCode", fault ? 500 : 400),
        !fault && (!error.has("senderFault") || error.flag("senderFault")));
  }

  /** The name in the model. */
  public String name() {
    return name;
  }

  /** What kind of value it describes. */
  public ShapeType type() {
    return type;
  }

  /** The members of a structure or union, in the order of their {@link Member#index() index}. */
  public List<Member> members() {
    return members;
  }

  /** The member of that name, or null. */
  public @Nullable Member member(String memberName) {
    return membersByName.get(memberName);
  }

  /** The member that travels in the document under that wire name, or null. */
  public @Nullable Member bodyMember(String wireName) {
    return bodyMembers.get(wireName);
  }

  /** The member whose XML element or attribute has that name, or null. */
  public @Nullable Member xmlMember(String xmlName) {
    Map<String, Member> names = xmlMembers;
    if (names == null) {
      names = new HashMap<>();
      for (Member member : bodyMembers.values()) {
        names.put(member.xmlName(), member);
      }
      xmlMembers = names;
    }
    return names.get(xmlName);
  }

  /** The element of a list, the value of a map. */
  public Member element() {
    return Objects.requireNonNull(element, name);
  }

  /** The key of a map. */
  public Member key() {
    return Objects.requireNonNull(key, name);
  }

  /** Whether any member has a default. */
  public boolean hasDefaults() {
    return hasDefaults;
  }

  /** Whether exactly one member of the structure is set. */
  public boolean union() {
    return union;
  }

  /** Whether it is a stream of events, a union whose members are the events. */
  public boolean eventStream() {
    return eventStream;
  }

  /** Whether content of this shape is streamed. */
  public boolean streaming() {
    return streaming;
  }

  /** Whether a stream of this shape must have a known length. */
  public boolean requiresLength() {
    return facts.flag("requiresLength");
  }

  /** Whether its value must not reach a log. */
  public boolean sensitive() {
    return facts.flag("sensitive");
  }

  /** Whether the elements stand without an element around them. */
  public boolean flattened() {
    return flattened;
  }

  /** Whether elements may be null. */
  public boolean sparse() {
    return sparse;
  }

  /** Whether elements must differ from each other. */
  public boolean uniqueItems() {
    return facts.flag("uniqueItems");
  }

  /** The media type of a blob or string that is the payload; null for the protocol's own. */
  public @Nullable String mediaType() {
    return facts.text("mediaType");
  }

  /** The values an enumeration has; empty for other shapes. */
  public List<String> enumValues() {
    return enumValues;
  }

  /** The least number, length or count allowed, or null. */
  public @Nullable BigDecimal min() {
    return min;
  }

  /** The greatest number, length or count allowed, or null. */
  public @Nullable BigDecimal max() {
    return max;
  }

  /** The regular expression a string must match as a whole, or null. */
  public @Nullable String pattern() {
    return pattern;
  }

  /** What makes it an error, or null. */
  public @Nullable ErrorTrait error() {
    return error;
  }

  /** The member that alone is the body, or null when the body is a document of all members. */
  public @Nullable Member payload() {
    return payload;
  }

  /** The name of its element where the model gives one, or null. */
  public @Nullable String locationName() {
    return facts.text("locationName");
  }

  /** The XML namespace its element declares, or null. */
  public @Nullable XmlNamespace xmlNamespace() {
    return xmlNamespace;
  }

  /** The format of a timestamp, or null for the protocol's own. */
  public @Nullable TimestampFormat timestampFormat() {
    return timestampFormat;
  }

  /**
   * A value of this structure.
   *
   * @param values one per member, by index; kept, so the caller must not change it afterwards
   */
  public Struct create(@Nullable Object[] values) {
    return factory.apply(values);
  }

  /** An unordered view of the members by name, for tools. */
  public Map<String, Member> membersByName() {
    return new LinkedHashMap<>(membersByName);
  }

  @Override
  public String toString() {
    return name;
  }
}
