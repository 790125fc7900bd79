package dev.sagebrush.store.contract;

import dev.sagebrush.store.TableSpec;
import java.util.List;

/** A table whose rows change their form twice. */
public final class Moving {

  private Moving() {}

  /** The first version of a row. */
  public record Old(String name, int size) {}

  /** The third: the size became a text with a unit, and a flag was added. */
  public record New(String name, String extent, boolean big) {}

  static final TableSpec<New> THIRD =
      new TableSpec<>(
          "moving",
          New.class,
          3,
          List.of(
              row -> {
                row.put("extent", row.remove("size") + " m");
                return row;
              },
              row -> {
                row.put("big", !row.get("extent").equals("1 m"));
                return row;
              }));
}
