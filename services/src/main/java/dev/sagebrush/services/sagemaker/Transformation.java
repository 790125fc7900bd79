package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.engine.container.ModelServer.Invocation;
import dev.sagebrush.engine.container.ModelServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** One object through the model: cut into requests, several under way, answers in order. */
final class Transformation {

  private final TransformSettings settings;
  private final ModelServer server;
  private final AtomicBoolean stop;

  Transformation(TransformSettings settings, ModelServer server, AtomicBoolean stop) {
    this.settings = settings;
    this.server = server;
    this.stop = stop;
  }

  /**
   * Reads all of an object and writes all answers.
   *
   * @throws JobFailure when a record is too long or the model cannot answer
   */
  void run(InputStream in, OutputStream out) throws JobFailure, IOException, InterruptedException {
    Records records = Records.of(settings.split(), in, settings.largest());
    Deque<Future<byte[]>> underWay = new ArrayDeque<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            settings.concurrent(), Thread.ofPlatform().name("transform-", 0).daemon().factory())) {
      List<byte[]> batch = next(records);
      while (!batch.isEmpty() && !stop.get()) {
        List<byte[]> mine = batch;
        underWay.add(pool.submit(() -> answer(mine)));
        if (underWay.size() > settings.concurrent()) {
          write(underWay.remove(), out);
        }
        batch = next(records);
      }
      while (!underWay.isEmpty()) {
        write(underWay.remove(), out);
      }
    } finally {
      underWay.forEach(future -> future.cancel(true));
    }
  }

  private byte[] held = {};

  /** The records of the next request; empty at the end. */
  private List<byte[]> next(Records records) throws IOException, JobFailure {
    List<byte[]> batch = new ArrayList<>();
    long size = 0;
    while (true) {
      byte[] record = held.length > 0 ? held : records.next();
      held = new byte[0];
      if (record == null) {
        return batch;
      }
      if (record.length > settings.largest()) {
        throw new JobFailure(
            "a record of " + record.length + " bytes is larger than MaxPayloadInMB allows");
      }
      if (!batch.isEmpty() && size + record.length + 1 > settings.largest()) {
        held = record;
        return batch;
      }
      batch.add(record);
      size += record.length + 1L;
      if (settings.single()) {
        return batch;
      }
    }
  }

  private byte[] answer(List<byte[]> records) throws JobFailure {
    RecordProcessing processing = settings.processing();
    byte[] body = processing == null ? join(records) : processing.request(records);
    Invocation request = new Invocation(body, settings.contentType(), settings.accept(), "");
    Reply reply = server.invoke(request);
    for (int i = 0; i < settings.retries() && reply.status() >= 500; i++) {
      reply = server.invoke(request);
    }
    if (!reply.succeeded()) {
      throw new JobFailure(
          "Bad HTTP status received from algorithm: "
              + reply.status()
              + " "
              + new String(reply.body(), StandardCharsets.UTF_8));
    }
    return processing == null ? reply.body() : processing.answer(records, reply.body());
  }

  private byte[] join(List<byte[]> records) {
    boolean lines = settings.split().equals("Line");
    if (records.size() == 1) {
      return records.getFirst();
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] record : records) {
      joined.writeBytes(record);
      if (lines) {
        joined.write('\n');
      }
    }
    return joined.toByteArray();
  }

  private void write(Future<byte[]> answer, OutputStream out)
      throws IOException, InterruptedException, JobFailure {
    byte[] bytes;
    try {
      bytes = answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof JobFailure failure
          ? failure
          : new JobFailure(JobFailure.internal(e), e);
    }
    out.write(bytes);
    if (settings.lines() && bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
      out.write('\n');
    }
  }
}
