package dev.sagebrush.services.s3;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members that many structures of S3 share, by their names in the model. */
final class Members {

  private Members() {}

  /** The value of a member; null when it is not set or the structure has none of that name. */
  static @Nullable Object value(Struct struct, String name) {
    Member member = struct.modelShape().member(name);
    return member == null ? null : struct.memberAt(member.index());
  }

  /** The value of a member that is a string. */
  static @Nullable String text(Struct struct, String name) {
    return (String) value(struct, name);
  }

  /**
   * A structure with more members set.
   *
   * @param type of the structure
   * @param more values by name; a structure that has no member of a name goes without
   */
  static <T extends Struct> T with(Class<T> type, T struct, Map<String, ?> more) {
    Shape shape = struct.modelShape();
    List<Member> members = shape.members();
    @Nullable Object[] values = new @Nullable Object[members.size()];
    for (Member member : members) {
      Object replaced = more.get(member.name());
      values[member.index()] = replaced == null ? struct.memberAt(member.index()) : replaced;
    }
    return type.cast(shape.create(values));
  }
}
