package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Location;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.TimestampFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random values of any shape, from a seed. */
final class RandomStructs {

  private static final int MAX_DEPTH = 5;
  private static final String CHARACTERS = "abcXYZ019 _-.:/<>&'\"%+=,{}[]\\äß€😀\t\n";

  private final Random random;

  RandomStructs(long seed) {
    this.random = new Random(seed);
  }

  /** A structure; collections are never empty, which XML and forms cannot tell from absent. */
  Struct of(Shape shape, Location location) {
    return struct(shape, location, 0);
  }

  private Struct struct(Shape shape, Location location, int depth) {
    Object[] values = new Object[shape.members().size()];
    List<Member> open =
        shape.members().stream()
            .filter(member -> member.location() == location && fits(member, depth))
            .filter(member -> location != Location.BODY || named(shape, member))
            .toList();
    if (shape.union() && !open.isEmpty()) {
      Member one = open.get(random.nextInt(open.size()));
      values[one.index()] = value(one, depth);
    } else {
      for (Member member : open) {
        if (random.nextInt(4) > 0 || member == open.getFirst()) {
          values[member.index()] = value(member, depth);
        }
      }
    }
    return shape.create(values);
  }

  /** A few members share their name with a later one, which then has it. */
  private static boolean named(Shape shape, Member member) {
    return shape.bodyMember(member.wireName()) == member
        && shape.xmlMember(member.xmlName()) == member;
  }

  private static boolean fits(Member member, int depth) {
    Shape shape = member.shape();
    boolean deep =
        switch (shape.type()) {
          case STRUCTURE, LIST, MAP -> depth >= MAX_DEPTH;
          default -> false;
        };
    return !deep && !shape.eventStream() && !member.streaming() && !hollow(shape, depth);
  }

  /** A union whose members are all too deep has no value. */
  private static boolean hollow(Shape shape, int depth) {
    return switch (shape.type()) {
      case STRUCTURE ->
          shape.union() && shape.members().stream().noneMatch(m -> fits(m, depth + 1));
      case LIST, MAP -> !fits(shape.element(), depth + 1);
      default -> false;
    };
  }

  private Object value(Member member, int depth) {
    Shape shape = member.shape();
    return switch (shape.type()) {
      case STRUCTURE -> struct(shape, Location.BODY, depth + 1);
      case LIST -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          list.add(value(shape.element(), depth + 1));
        }
        yield list;
      }
      case MAP -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          map.put("k" + random.nextInt(1000), value(shape.element(), depth + 1));
        }
        yield map;
      }
      case STRING -> text(member);
      case BYTE -> (int) (byte) random.nextInt();
      case SHORT -> (int) (short) random.nextInt();
      case INTEGER -> random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : random.nextFloat() * 1e6f;
      case DOUBLE -> random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian() * 1e9;
      case BIG_INTEGER -> new BigInteger(100, random);
      case BIG_DECIMAL -> new BigDecimal(new BigInteger(60, random), 7);
      case BOOLEAN -> random.nextBoolean();
      case BLOB -> {
        byte[] bytes = new byte[1 + random.nextInt(20)];
        random.nextBytes(bytes);
        yield bytes;
      }
      case TIMESTAMP -> instant(member);
      case DOCUMENT -> List.of("a", Map.of("b", true), 7);
    };
  }

  private Instant instant(Member member) {
    long millis = random.nextLong(4_102_444_800_000L);
    boolean seconds =
        member.timestampFormat() == TimestampFormat.RFC822 || member.location() == Location.HEADER;
    return Instant.ofEpochMilli(seconds ? millis / 1000 * 1000 : millis);
  }

  private String text(Member member) {
    boolean header =
        member.location() != Location.BODY || member.shape().type() != ShapeType.STRING;
    StringBuilder out = new StringBuilder("x");
    for (int i = random.nextInt(12); i > 0; i--) {
      int at = random.nextInt(CHARACTERS.length() - 4);
      int point = CHARACTERS.codePointAt(at);
      boolean half = Character.isSurrogate((char) point);
      if (!half && (!header || point > 32 && point < 127)) {
        out.appendCodePoint(point);
      }
    }
    return header ? out.toString() : out.append("😀\t.").toString();
  }

  /** A value in a form that compares by equality. */
  static Object comparable(Object value) {
    return switch (value) {
      case null -> "null";
      case Struct struct -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Member member : struct.modelShape().members()) {
          Object item = struct.memberAt(member.index());
          if (item != null) {
            map.put(member.name(), comparable(item));
          }
        }
        yield map;
      }
      case List<?> list -> list.stream().map(RandomStructs::comparable).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> items = new LinkedHashMap<>();
        map.forEach((key, item) -> items.put(key, comparable(item)));
        yield items;
      }
      case byte[] bytes -> java.util.HexFormat.of().formatHex(bytes);
      case Instant instant -> instant.toEpochMilli();
      default -> value;
    };
  }
}
