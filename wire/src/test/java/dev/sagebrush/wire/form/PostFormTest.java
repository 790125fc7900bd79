package dev.sagebrush.wire.form;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PostFormTest {

  private static final String BOUNDARY = "xYzZy";

  private static byte[] part(String name, String disposition, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head =
        "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\""
            + name
            + "\""
            + disposition
            + "\r\n\r\n";
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(content);
    out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static byte[] field(String name, String value) {
    return part(name, "", value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] all(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static HttpRequest request(InputStream body) {
    Headers headers =
        new Headers().add("content-type", "multipart/form-data; boundary=" + BOUNDARY);
    return new HttpRequest("POST", "/b", "", headers, body, false, "127.0.0.1", "id");
  }

  private static PostForm read(byte[] body) throws IOException {
    return PostForm.read(request(new ByteArrayInputStream(body)));
  }

  @Test
  void fieldsComeBeforeTheFile() throws IOException {
    byte[] file = "a\r\n--xYzZ\r\r\n-".getBytes(StandardCharsets.UTF_8);
    PostForm form =
        read(
            all(
                field("Key", "up/${filename}"),
                field("x-amz-meta-empty", ""),
                part("file", "; filename=\"C:\\\\dir\\\\a b.txt\"", file),
                field("late", "unseen")));
    assertEquals("up/a b.txt", form.field("key"));
    assertEquals("", form.field("x-amz-meta-empty"));
    assertFalse(form.fields().containsKey("late"));
    assertArrayEquals(file, form.file().readAllBytes());
  }

  @Test
  void filesOfAnyContentArriveInWhateverPieces() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      byte[] file = new byte[random.nextInt(200_000 / (1 + round))];
      for (int i = 0; i < file.length; i++) {
        file[i] = (byte) "\r\n-xYzZ".charAt(random.nextInt(7));
      }
      InputStream pieces =
          new FilterInputStream(
              new ByteArrayInputStream(all(field("key", "k"), part("file", "", file)))) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
              return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(5000)));
            }
          };
      byte[] expected =
          new String(file, StandardCharsets.UTF_8).contains("\r\n--xYzZy") ? null : file;
      if (expected != null) {
        assertArrayEquals(expected, PostForm.read(request(pieces)).file().readAllBytes());
      }
    }
  }

  @Test
  void whatIsNoFormIsRefused() {
    Random random = new Random(12);
    byte[] form = all(field("key", "k"), part("file", "", new byte[100]));
    for (int round = 0; round < 500; round++) {
      byte[] broken = form.clone();
      int cut = random.nextInt(broken.length - 10);
      byte[] shorter = Arrays.copyOf(broken, cut);
      assertThrows(ServiceException.class, () -> read(shorter).file().readAllBytes());
    }
    ServiceException none =
        assertThrows(ServiceException.class, () -> read(all(field("key", "k"))));
    assertEquals("POST requires exactly one file upload per request.", none.getMessage());
    ServiceException large =
        assertThrows(ServiceException.class, () -> read(all(field("a", "b".repeat(21_000)))));
    assertEquals("MaxPostPreDataLengthExceededError", large.code());
  }

  @Test
  void aMeasuredFileKeepsItsLimits() throws IOException {
    byte[] ten = new byte[10];
    assertEquals(10, new MeasuredFile(new ByteArrayInputStream(ten), 10, 10).readAllBytes().length);
    ServiceException small =
        assertThrows(
            ServiceException.class,
            () -> new MeasuredFile(new ByteArrayInputStream(ten), 11, 20).readAllBytes());
    assertEquals("EntityTooSmall", small.code());
    ServiceException large =
        assertThrows(
            ServiceException.class,
            () -> new MeasuredFile(new ByteArrayInputStream(ten), 0, 9).readAllBytes());
    assertEquals("EntityTooLarge", large.code());
    assertTrue(large.extras().containsKey("MaxSizeAllowed"));
  }
}
