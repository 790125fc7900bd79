package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.Handler;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.s3.CreateBucketOutput;
import dev.sagebrush.model.s3.CreateBucketRequest;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.GetObjectRequest;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.PutObjectRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.store.Blobs;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.embedded.FileBlobs;
import dev.sagebrush.store.embedded.SqliteTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** S3 over stores in a folder, called as an account; it can be closed and opened again. */
final class Harness implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
  static final Instant START_SECOND = Instant.parse("2026-01-02T03:04:05Z");
  static final String ACCOUNT = "000000000000";
  static final String BUCKET = "bucket-one";

  final List<Throwable> failures = new CopyOnWriteArrayList<>();
  final SqliteTables tables;
  final Blobs blobs;
  final Service service;
  final Jobs jobs = new Jobs((name, failure) -> failures.add(failure), Duration.ofSeconds(10));
  final AdvanceableClock clock = new AdvanceableClock(START);

  /** The clock of the service: it waits, when it is moved, for the jobs that it wakes. */
  private final AdvanceableClock moved =
      new AdvanceableClock(clock, AdvanceableClock.Setting.MACHINE, Duration.ofSeconds(30));

  Harness(Path folder) {
    this(folder, FileBlobs.open(folder.resolve("blobs")));
  }

  Harness(Path folder, Blobs blobs) {
    this.tables = SqliteTables.open(folder.resolve("tables"));
    this.blobs = blobs;
    this.service =
        S3.service(
            tables,
            blobs,
            moved,
            new PageTokens(new byte[32]),
            new Ids(new Random(7)),
            jobs,
            (principal, serial, code) -> code.equals("123456"),
            false);
  }

  /** With one bucket. */
  static Harness withBucket(Path folder) {
    Harness harness = new Harness(folder);
    harness.createBucket(BUCKET);
    return harness;
  }

  @Override
  public void close() {
    jobs.close();
    tables.close();
    blobs.close();
    assertEquals(List.of(), failures);
  }

  static Call call(String account, String region) {
    return new Call(
        "request",
        Principal.root(account),
        account,
        region,
        START,
        Origin.of("127.0.0.1", false, "test", "http://localhost:4566"));
  }

  <I extends Struct, O extends Struct> O call(
      Operation<I, O> operation, Class<O> answer, I request) {
    return call(call(ACCOUNT, "us-east-1"), operation, answer, request);
  }

  /** Calls an operation as the wire does: it knows the handler by name alone. */
  <I extends Struct, O extends Struct> O call(
      Call as, Operation<I, O> operation, Class<O> answer, I request) {
    Handler<?, ?> handler = Objects.requireNonNull(service.handler(operation.name()));
    try {
      return answer.cast(Call.as(as, () -> HANDLE.invoke(handler, request)));
    } catch (InvocationTargetException e) {
      throw rethrown(e.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case IOException e -> new UncheckedIOException(e);
      default -> new IllegalStateException(cause);
    };
  }

  private static final Method HANDLE = handle();

  private static Method handle() {
    try {
      return Handler.class.getMethod("handle", Struct.class);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  <I extends Struct, O extends Struct> ServiceException refused(
      Operation<I, O> operation, I request) {
    return refused(call(ACCOUNT, "us-east-1"), operation, request);
  }

  <I extends Struct, O extends Struct> ServiceException refused(
      Call as, Operation<I, O> operation, I request) {
    Handler<?, ?> handler = Objects.requireNonNull(service.handler(operation.name()));
    InvocationTargetException thrown =
        assertThrows(
            InvocationTargetException.class,
            () -> Call.as(as, () -> HANDLE.invoke(handler, request)));
    return assertInstanceOf(ServiceException.class, thrown.getCause());
  }

  /** Lets time pass; what was due in it has been done when this returns. */
  void passTime(Duration time) {
    while (moved.sleeping() < 1) {
      Thread.onSpinWait();
    }
    moved.advance(time);
  }

  void createBucket(String name) {
    call(
        S3Api.CREATE_BUCKET,
        CreateBucketOutput.class,
        CreateBucketRequest.builder().bucket(name).build());
  }

  PutObjectOutput put(String key, String content) {
    return put(key, content.getBytes(StandardCharsets.UTF_8));
  }

  PutObjectOutput put(String key, byte[] content) {
    return call(S3Api.PUT_OBJECT, PutObjectOutput.class, putting(key, content).build());
  }

  static PutObjectRequest.Builder putting(String key, byte[] content) {
    return PutObjectRequest.builder().bucket(BUCKET).key(key).body(Body.of(content));
  }

  static PutObjectRequest.Builder putting(String key, String content) {
    return putting(key, content.getBytes(StandardCharsets.UTF_8));
  }

  static GetObjectRequest.Builder getting(String key) {
    return GetObjectRequest.builder().bucket(BUCKET).key(key);
  }

  byte[] bytes(GetObjectRequest.Builder request) {
    return bytes(call(S3Api.GET_OBJECT, GetObjectOutput.class, request.build()));
  }

  static byte[] bytes(GetObjectOutput output) {
    try (Body body = output.body()) {
      return body.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String key) {
    return new String(bytes(getting(key)), StandardCharsets.UTF_8);
  }

  /** The blobs that rows name. */
  List<String> blobRows() {
    return tables.table(TableSpec.of("s3.blobs", References.class)).scan(Range.all()).stream()
        .map(Table.Row::key)
        .toList();
  }
}
