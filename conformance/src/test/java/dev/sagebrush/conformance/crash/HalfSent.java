package dev.sagebrush.conformance.crash;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A body that stops half way until it is let go on. */
final class HalfSent extends InputStream {

  private final InputStream bytes;
  private final int half;
  private final int length;
  private final CountDownLatch halfWay = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private int given;

  HalfSent(byte[] content) {
    this.bytes = new ByteArrayInputStream(content);
    this.half = content.length / 2;
    this.length = content.length;
  }

  RequestBody body() {
    return RequestBody.fromContentProvider(
        ContentStreamProvider.fromInputStream(this), length, "application/octet-stream");
  }

  /** Waits until half of it is sent. */
  void awaitHalfWay() throws InterruptedException {
    halfWay.await();
  }

  void goOn() {
    goOn.countDown();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    if (given >= half) {
      halfWay.countDown();
      try {
        goOn.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException(interrupted);
      }
    }
    int count = bytes.read(target, offset, wanted);
    given += Math.max(0, count);
    return count;
  }
}
