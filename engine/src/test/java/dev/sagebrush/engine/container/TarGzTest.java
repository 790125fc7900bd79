package dev.sagebrush.engine.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzTest {

  @TempDir Path folder;

  @Test
  void bringsBackWhatItPacked() throws IOException {
    Path from = folder.resolve("from");
    Path deep = from.resolve("a".repeat(90)).resolve("b".repeat(90));
    Files.createDirectories(deep);
    Files.writeString(from.resolve("model.bin"), "x".repeat(513));
    Files.writeString(deep.resolve("ümlaut.txt"), "y");
    Files.createDirectories(from.resolve("empty"));
    Path to = folder.resolve("to");
    TarGz.unpack(new ByteArrayInputStream(packed(from)), to);
    assertEquals("x".repeat(513), Files.readString(to.resolve("model.bin")));
    assertEquals("y", Files.readString(to.resolve(from.relativize(deep)).resolve("ümlaut.txt")));
    assertTrue(Files.isDirectory(to.resolve("empty")));
  }

  private static byte[] packed(Path from) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarGz.pack(from, out);
    return out.toByteArray();
  }

  @Test
  void agreesWithTheToolOfTheSystem() throws Exception {
    Path from = folder.resolve("from");
    String outer = "n".repeat(90);
    Path deep = Path.of(outer, "inner" + outer);
    Files.createDirectories(from.resolve(deep));
    Files.writeString(from.resolve(deep).resolve("one"), "1");
    Path ours = folder.resolve("ours.tar.gz");
    Files.write(ours, packed(from));
    Path listed = folder.resolve("listed");
    run(listed, "tar", "-tzf", ours.toString());
    assertEquals(
        List.of(outer + "/", outer + "/inner" + outer + "/", outer + "/inner" + outer + "/one"),
        Files.readAllLines(listed));
    for (String format : List.of("gnu", "ustar", "pax")) {
      Path theirs = folder.resolve(format + ".tar.gz");
      run(listed, "tar", "--format=" + format, "-czf", theirs.toString(), "-C", from + "/", ".");
      Path to = folder.resolve(format);
      try (var in = Files.newInputStream(theirs)) {
        TarGz.unpack(in, to);
      }
      assertEquals("1", Files.readString(to.resolve(deep).resolve("one")), format);
    }
  }

  private static void run(Path output, String... line) throws Exception {
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertEquals(0, process.waitFor(), () -> String.join(" ", line));
  }

  @Test
  void staysWithinItsFolder() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path file = Files.writeString(folder.resolve("f"), "evil");
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      TarWriter tar = new TarWriter(gzip);
      tar.file("../evil", file, 0);
      tar.finish();
    }
    Path to = folder.resolve("to");
    assertThrows(
        IOException.class, () -> TarGz.unpack(new ByteArrayInputStream(out.toByteArray()), to));
    assertTrue(Files.notExists(folder.resolve("evil")));
  }

  @Test
  void survivesDamage() throws IOException {
    Path from = folder.resolve("from");
    Files.createDirectories(from.resolve("d".repeat(120)));
    Files.writeString(from.resolve("d".repeat(120)).resolve("x"), "content");
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(plain);
    tar.file("d".repeat(120) + "/x", from.resolve("d".repeat(120)).resolve("x"), 7);
    tar.finish();
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = plain.toByteArray();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      if (!readable(damaged)) {
        refused++;
      }
    }
    assertTrue(refused > 1_000 && refused < 20_000, "refused " + refused);
  }

  private static boolean readable(byte[] archive) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try {
      TarReader reader = new TarReader(new ByteArrayInputStream(archive));
      for (TarReader.Entry e = reader.next(); e != null; e = reader.next()) {
        reader.content(content);
      }
      return new String(content.toByteArray(), StandardCharsets.UTF_8).length() <= archive.length;
    } catch (IOException e) {
      return false;
    }
  }
}
