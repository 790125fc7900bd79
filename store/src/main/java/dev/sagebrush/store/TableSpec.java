package dev.sagebrush.store;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a table holds.
 *
 * @param name unique among all tables, for example {@code s3.objects}
 * @param type the record stored, mapped to JSON by its components; unknown fields in stored rows
 *     are an error, absent ones are null
 * @param version of the row format, from 1
 * @param migrations one step per version since 1: the row as a JSON tree of maps, lists and
 *     scalars, in and out; {@code migrations.get(0)} turns version 1 into 2
 */
public record TableSpec<T extends Record>(
    String name, Class<T> type, int version, List<UnaryOperator<Map<String, Object>>> migrations) {

  public TableSpec {
    if (migrations.size() != version - 1) {
      throw new IllegalArgumentException(
          name + ": version " + version + " needs " + (version - 1) + " migrations");
    }
  }

  /** The first version of a table. */
  public static <T extends Record> TableSpec<T> of(String name, Class<T> type) {
    return new TableSpec<>(name, type, 1, List.of());
  }
}
