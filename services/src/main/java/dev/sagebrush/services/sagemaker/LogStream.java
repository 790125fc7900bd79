package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.logs.CreateLogGroupRequest;
import dev.sagebrush.model.logs.CreateLogStreamRequest;
import dev.sagebrush.model.logs.InputLogEvent;
import dev.sagebrush.model.logs.PutLogEventsRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of CloudWatch Logs that lines go to in batches, each within a second. A line waits when
 * ten thousand others do.
 *
 * <p>Limits of a batch: 10,000 events and 1,048,576 bytes with 26 for each event, <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">PutLogEvents</a>.
 */
final class LogStream {

  private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);
  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_BYTES = 1_000_000;
  private static final int EVENT_OVERHEAD = 26;
  private static final int LONGEST_CHARACTERS = 60_000;
  private static final long BATCH_MILLIS = 500;

  private final Caller caller;
  private final Clock clock;
  private final String group;
  private final String name;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>(MOST_EVENTS);
  private final Thread sender;
  private boolean broken;

  /** A line, or the end. */
  private record Line(long time, String text, boolean last) {}

  /** Opens a stream, as the call being served. */
  LogStream(Caller caller, Clock clock, String group, String name) {
    this.caller = caller;
    this.clock = clock;
    this.group = group;
    this.name = name;
    Call call = Call.current();
    this.sender = Thread.ofVirtual().name("log-" + name).start(() -> send(call));
  }

  /** Adds a line; CloudWatch takes none that is empty. */
  void add(String text) {
    long now = clock.now().toEpochMilli();
    for (int at = 0; at < text.length(); at += LONGEST_CHARACTERS) {
      put(
          new Line(
              now, text.substring(at, Math.min(text.length(), at + LONGEST_CHARACTERS)), false));
    }
  }

  private void put(Line line) {
    boolean interrupted = false;
    while (true) {
      try {
        lines.put(line);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what is left and ends. */
  void finish() throws InterruptedException {
    put(new Line(0, "", true));
    sender.join();
  }

  private void send(Call call) {
    try {
      Call.as(
          call,
          () -> {
            open();
            boolean more = true;
            while (more) {
              more = sendBatch();
            }
            return true;
          });
    } catch (Exception e) {
      LOG.error("log stream {} of {} ends early", name, group, e);
      discard();
    }
  }

  private void open() {
    create(() ->
        caller.call(
            CloudWatchLogsApi.CREATE_LOG_GROUP,
            CreateLogGroupRequest.builder().logGroupName(group).build()));
    create(() ->
        caller.call(
            CloudWatchLogsApi.CREATE_LOG_STREAM,
            CreateLogStreamRequest.builder().logGroupName(group).logStreamName(name).build()));
  }

  private static void create(Runnable creation) {
    try {
      creation.run();
    } catch (ServiceException e) {
      if (!e.code().equals("ResourceAlreadyExistsException")) {
        throw e;
      }
      LOG.debug("is there already: {}", e.getMessage());
    }
  }

  /** Waits for lines and sends them; false after the last. */
  private boolean sendBatch() throws InterruptedException {
    List<InputLogEvent> events = new ArrayList<>();
    int bytes = 0;
    long end = 0;
    while (true) {
      long left = end == 0 ? Long.MAX_VALUE : end - System.nanoTime();
      Line line = lines.poll(left, TimeUnit.NANOSECONDS);
      if (line == null || line.last) {
        put(events);
        return line == null;
      }
      end = end == 0 ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BATCH_MILLIS) : end;
      int size = line.text.getBytes(StandardCharsets.UTF_8).length + EVENT_OVERHEAD;
      if (bytes + size > MOST_BYTES || events.size() == MOST_EVENTS) {
        put(events);
        events = new ArrayList<>();
        bytes = 0;
      }
      bytes += size;
      events.add(InputLogEvent.builder().timestamp(line.time).message(line.text).build());
    }
  }

  private void put(List<InputLogEvent> events) {
    if (events.isEmpty() || broken) {
      return;
    }
    try {
      caller.call(
          CloudWatchLogsApi.PUT_LOG_EVENTS,
          PutLogEventsRequest.builder()
              .logGroupName(group)
              .logStreamName(name)
              .logEvents(events)
              .build());
    } catch (ServiceException e) {
      // A job does not fail for its log: whoever deletes the stream goes without.
      LOG.warn("log stream {} of {} takes no more lines", name, group, e);
      broken = true;
    }
  }

  /** Takes lines that nobody will read, so that nobody waits for room. */
  private void discard() {
    try {
      while (!lines.take().last) {
        broken = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
