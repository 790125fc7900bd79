package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.logs.CreateLogGroupRequest;
import dev.sagebrush.model.logs.DeleteLogGroupRequest;
import dev.sagebrush.model.logs.DeleteRetentionPolicyRequest;
import dev.sagebrush.model.logs.LogGroupClass;
import dev.sagebrush.model.logs.PutLogGroupDeletionProtectionRequest;
import dev.sagebrush.model.logs.PutRetentionPolicyRequest;
import dev.sagebrush.model.logs.ResourceAlreadyExistsException;
import dev.sagebrush.model.logs.ValidationException;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Log groups. */
final class Groups {

  private static final List<Integer> RETENTIONS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private final Schema schema;
  private final Trash trash;
  private final Clock clock;
  private final Ids ids;

  Groups(Schema schema, Trash trash, Clock clock, Ids ids) {
    this.schema = schema;
    this.trash = trash;
    this.clock = clock;
    this.ids = ids;
  }

  Unit create(CreateLogGroupRequest request) {
    if (request.kmsKeyId() != null) {
      throw ServiceException.notImplemented("kmsKeyId of CreateLogGroup");
    }
    String logClass =
        request.logGroupClass() == null ? LogGroupClass.STANDARD : request.logGroupClass();
    if (logClass.equals(LogGroupClass.DELIVERY)) {
      throw ServiceException.notImplemented("logGroupClass DELIVERY of CreateLogGroup");
    }
    Map<String, String> tags = request.tags() == null ? Map.of() : request.tags();
    GroupTags.check(tags);
    boolean isProtected = Boolean.TRUE.equals(request.deletionProtectionEnabled());
    StoredGroup group =
        new StoredGroup(
            ids.hex(16), clock.now().toEpochMilli(), null, logClass, isProtected, tags, 0);
    String key = Schema.groupKey(request.logGroupName());
    schema
        .tables()
        .write(transaction -> {
          if (transaction.get(schema.groups(), key) != null) {
            throw ResourceAlreadyExistsException.because("The specified log group already exists");
          }
          transaction.put(schema.groups(), key, group);
          return group;
        });
    return Unit.VALUE;
  }

  Unit delete(DeleteLogGroupRequest request) {
    String name = request.logGroupName();
    schema
        .tables()
        .write(transaction -> {
          StoredGroup group = schema.requireGroup(transaction, name);
          if (group.deletionProtected()) {
            throw ValidationException.because(
                "Log group " + name + " cannot be deleted because deletion protection is enabled");
          }
          Range streams = Range.prefix(Schema.streamPrefix(group));
          for (Table.Row<StoredStream> stream : transaction.scan(schema.streams(), streams)) {
            trash.add(transaction, stream.value());
          }
          transaction.delete(schema.streams(), streams);
          return transaction.delete(schema.groups(), Schema.groupKey(name));
        });
    trash.empty();
    return Unit.VALUE;
  }

  Unit putRetention(PutRetentionPolicyRequest request) {
    int days = request.retentionInDays();
    if (!RETENTIONS.contains(days)) {
      throw Failures.invalid(
          "1 validation error detected: Value '"
              + days
              + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value"
              + " set: "
              + RETENTIONS);
    }
    change(request.logGroupName(), group -> group.withRetention(days));
    return Unit.VALUE;
  }

  Unit deleteRetention(DeleteRetentionPolicyRequest request) {
    change(request.logGroupName(), group -> group.withRetention(null));
    return Unit.VALUE;
  }

  Unit putProtection(PutLogGroupDeletionProtectionRequest request) {
    boolean on = request.deletionProtectionEnabled();
    change(Arns.requested(null, request.logGroupIdentifier()), group -> group.withProtection(on));
    return Unit.VALUE;
  }

  /** Replaces a group's row. */
  void change(String name, UnaryOperator<StoredGroup> change) {
    schema
        .tables()
        .write(transaction -> {
          StoredGroup changed = change.apply(schema.requireGroup(transaction, name));
          transaction.put(schema.groups(), Schema.groupKey(name), changed);
          return changed;
        });
  }
}
