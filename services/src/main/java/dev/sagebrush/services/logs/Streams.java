package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.logs.CreateLogStreamRequest;
import dev.sagebrush.model.logs.DeleteLogStreamRequest;
import dev.sagebrush.model.logs.ResourceAlreadyExistsException;

/** Log streams. */
final class Streams {

  private final Schema schema;
  private final Trash trash;
  private final Clock clock;
  private final Ids ids;

  Streams(Schema schema, Trash trash, Clock clock, Ids ids) {
    this.schema = schema;
    this.trash = trash;
    this.clock = clock;
    this.ids = ids;
  }

  Unit create(CreateLogStreamRequest request) {
    StoredStream stream = StoredStream.empty(ids.hex(16), clock.now().toEpochMilli());
    schema
        .tables()
        .write(transaction -> {
          StoredGroup group = schema.requireGroup(transaction, request.logGroupName());
          String key = Schema.streamKey(group, request.logStreamName());
          if (transaction.get(schema.streams(), key) != null) {
            throw ResourceAlreadyExistsException.because("The specified log stream already exists");
          }
          transaction.put(schema.streams(), key, stream);
          return stream;
        });
    return Unit.VALUE;
  }

  Unit delete(DeleteLogStreamRequest request) {
    String name = request.logGroupName();
    schema
        .tables()
        .write(transaction -> {
          StoredGroup group = schema.requireGroup(transaction, name);
          StoredStream stream = schema.requireStream(transaction, group, request.logStreamName());
          trash.add(transaction, stream);
          transaction.delete(schema.streams(), Schema.streamKey(group, request.logStreamName()));
          StoredGroup lighter = group.withMoreBytes(-stream.bytes());
          transaction.put(schema.groups(), Schema.groupKey(name), lighter);
          return lighter;
        });
    trash.empty();
    return Unit.VALUE;
  }
}
