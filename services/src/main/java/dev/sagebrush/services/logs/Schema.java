package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;
import java.util.Locale;

/** The tables of CloudWatch Logs; what their keys are is said in the package's documentation. */
record Schema(
    Tables tables,
    Table<StoredGroup> groups,
    Table<StoredStream> streams,
    Table<StoredEvent> events,
    Table<Garbage> garbage) {

  static Schema declare(Tables tables) {
    return new Schema(
        tables,
        tables.table(TableSpec.of("logs.groups", StoredGroup.class)),
        tables.table(TableSpec.of("logs.streams", StoredStream.class)),
        tables.table(TableSpec.of("logs.events", StoredEvent.class)),
        tables.table(TableSpec.of("logs.garbage", Garbage.class)));
  }

  /** What the keys of the caller's groups begin with. */
  static String groupPrefix() {
    Call call = Call.current();
    return Tables.key(call.account(), call.region(), "");
  }

  static String groupKey(String name) {
    return groupPrefix() + name;
  }

  static String streamKey(StoredGroup group, String name) {
    return Tables.key(group.id(), name);
  }

  static String streamPrefix(StoredGroup group) {
    return group.id() + Tables.SEPARATOR;
  }

  static String eventPrefix(String stream) {
    return stream + Tables.SEPARATOR;
  }

  /** Where, below a stream, the events of a time begin. */
  static String time(long milliseconds) {
    return digits(milliseconds);
  }

  /** Where, below a stream, an event is. */
  static String position(long milliseconds, long number) {
    return Tables.key(digits(milliseconds), digits(number));
  }

  private static String digits(long number) {
    return String.format(Locale.ROOT, "%015d", number);
  }

  /** The time of the event under a key. */
  static long timeOf(String eventKey) {
    int at = eventKey.indexOf(Tables.SEPARATOR) + 1;
    return Long.parseLong(eventKey.substring(at, at + 15));
  }

  /** What follows the stream in an event's key. */
  static String positionOf(String eventKey) {
    return eventKey.substring(eventKey.indexOf(Tables.SEPARATOR) + 1);
  }

  StoredGroup requireGroup(View view, String name) {
    StoredGroup group = view.get(groups, groupKey(name));
    if (group == null) {
      throw Failures.noGroup();
    }
    return group;
  }

  StoredStream requireStream(View view, StoredGroup group, String name) {
    StoredStream stream = view.get(streams, streamKey(group, name));
    if (stream == null) {
      throw Failures.noStream();
    }
    return stream;
  }
}
