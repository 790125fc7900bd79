package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.Body;
import dev.sagebrush.model.s3.CompletedPart;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.S3Api;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  private static final byte[] LARGE = Parts.content(100_000, 1);
  private static final byte[] SMALL = Parts.content(100, 2);

  /** As after a crash between the blob and its row: durable content that nothing names. */
  @Test
  void aStartRemovesWhatNobodyNamesAndNothingElse(@TempDir Path folder) throws Exception {
    String lostLarge;
    String lostSmall;
    Parts upload;
    CompletedPart part;
    try (Harness s3 = Harness.withBucket(folder)) {
      lostLarge = s3.blobs.put(new ByteArrayInputStream(LARGE));
      lostSmall = s3.blobs.put(new ByteArrayInputStream(SMALL));
      s3.put("large", LARGE);
      s3.put("small", SMALL);
      upload = Parts.begin(s3, "under way");
      part = upload.put(1, LARGE);
    }
    try (Harness s3 = new Harness(folder)) {
      assertTrue(s3.jobs.await("s3-leftovers", Duration.ofSeconds(30)));
      for (String lost : List.of(lostLarge, lostSmall)) {
        assertThrows(NoSuchFileException.class, () -> s3.blobs.open(lost, 0, 1));
      }
      assertArrayEquals(LARGE, s3.bytes(Harness.getting("large")));
      assertArrayEquals(SMALL, s3.bytes(Harness.getting("small")));
      new Parts(s3, upload.key(), upload.id()).complete(part);
      assertArrayEquals(LARGE, s3.bytes(Harness.getting("under way")));
      assertEquals(3, s3.blobRows().size());
    }
  }

  @Test
  void anOverwrittenContentGoesWithItsRow(@TempDir Path folder) {
    try (Harness s3 = Harness.withBucket(folder)) {
      s3.put("over", LARGE);
      List<String> before = s3.blobRows();
      s3.put("over", SMALL);
      assertEquals(1, s3.blobRows().size());
      for (String blob : before) {
        assertThrows(NoSuchFileException.class, () -> s3.blobs.open(blob, 0, 1));
      }
    }
  }

  @Test
  void aReaderOfPartsOutlivesTheObject(@TempDir Path folder) throws IOException {
    byte[] first = Parts.content(Parts.LEAST, 3);
    try (Harness s3 = Harness.withBucket(folder)) {
      Parts upload = Parts.begin(s3, "parts");
      upload.complete(upload.put(1, first), upload.put(2, LARGE));
      List<String> blobs = s3.blobRows();
      GetObjectOutput open =
          s3.call(S3Api.GET_OBJECT, GetObjectOutput.class, Harness.getting("parts").build());
      s3.put("parts", SMALL);
      try (Body body = open.body()) {
        byte[] read = body.stream().readAllBytes();
        assertArrayEquals(LARGE, Arrays.copyOfRange(read, first.length, read.length));
      }
      for (String blob : blobs) {
        assertThrows(NoSuchFileException.class, () -> s3.blobs.open(blob, 0, 1));
      }
    }
  }
}
