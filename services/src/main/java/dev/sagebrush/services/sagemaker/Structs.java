package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Structures of the model by the names of their members. */
final class Structs {

  private Structs() {}

  /** The value of a member; null when it is not set or the structure has none of that name. */
  static @Nullable Object value(Struct struct, String name) {
    Member member = struct.modelShape().member(name);
    return member == null ? null : struct.memberAt(member.index());
  }

  /** The value of a member that is there and is a string. */
  static String text(Struct struct, String name) {
    return (String) Objects.requireNonNull(value(struct, name), name);
  }

  /**
   * A structure with the members that it shares with another by name, and some more.
   *
   * @param more values by name, instead of or beside those shared
   */
  static <T extends Struct> T copy(
      Struct from, Class<T> type, Shape shape, Map<String, ? extends @Nullable Object> more) {
    List<Member> members = shape.members();
    @Nullable Object[] values = new @Nullable Object[members.size()];
    for (Member member : members) {
      values[member.index()] =
          more.containsKey(member.name()) ? more.get(member.name()) : value(from, member.name());
    }
    return type.cast(shape.create(values));
  }

  /** A structure as maps, lists and scalars; times are seconds since the epoch. */
  static Object tree(Object value) {
    return switch (value) {
      case Struct struct -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Member member : struct.modelShape().members()) {
          Object set = struct.memberAt(member.index());
          if (set != null) {
            map.put(member.name(), tree(set));
          }
        }
        yield map;
      }
      case List<?> list -> list.stream().map(Structs::tree).toList();
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key.toString(), tree(each)));
        yield copy;
      }
      case java.time.Instant time -> time.toEpochMilli() / 1000.0;
      default -> value;
    };
  }
}
