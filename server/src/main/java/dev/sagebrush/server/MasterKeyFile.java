package dev.sagebrush.server;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.MasterSecret;
import dev.sagebrush.kernel.seal.MasterSealer;
import dev.sagebrush.kernel.seal.UnsealException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Properties;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key that everything secret in a data folder is sealed under: 32 random bytes made once, in
 * the file {@code master.key}, readable by the owner only. A key or a passphrase given from outside
 * encrypts it there, so that the folder alone opens nothing; given for a folder whose key is in
 * clear, it protects that key from then on.
 *
 * <p><b>Format, version 1</b>, UTF-8, lines of {@code name=value} in any order:
 *
 * <ul>
 *   <li>{@code format}: 1
 *   <li>{@code protection}: {@code none}, {@code key} or {@code passphrase}
 *   <li>{@code salt}: 16 bytes, and {@code iterations}: a number; for a passphrase only, from which
 *       PBKDF2 with HMAC-SHA256 makes the 32 bytes that {@code key} is sealed under
 *   <li>{@code key}: the 32 bytes; where they are protected, as {@link MasterSealer} seals them for
 *       {@code master.key}
 * </ul>
 *
 * <p>Bytes are in base 64. Source of the number of iterations: <a
 * href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP
 * Password Storage Cheat Sheet</a>, 600,000.
 */
final class MasterKeyFile {

  private static final String NAME = "master.key";
  private static final int SALT = 16;
  private static final int ITERATIONS = 600_000;

  private final Path file;
  private final Ids ids;

  private MasterKeyFile(Path data, Ids ids) {
    this.file = data.resolve(NAME);
    this.ids = ids;
  }

  /**
   * The sealer of a data folder.
   *
   * @param secret what protects its key; null for the file's permissions alone
   * @throws IOException when the secret is not the folder's, with what to do
   */
  static MasterSealer sealer(Path data, @Nullable MasterSecret secret, Ids ids) throws IOException {
    return new MasterSealer(new MasterKeyFile(data, ids).key(secret), ids);
  }

  private byte[] key(@Nullable MasterSecret secret) throws IOException {
    if (!Files.exists(file)) {
      byte[] made = ids.bytes(MasterSealer.KEY_BYTES);
      write(made, secret);
      return made;
    }
    Properties properties = new Properties();
    try (Reader reader = new StringReader(Files.readString(file))) {
      properties.load(reader);
      return read(properties, secret);
    } catch (IllegalArgumentException damaged) {
      throw new IOException(file + " is damaged: " + damaged.getMessage(), damaged);
    }
  }

  private byte[] read(Properties properties, @Nullable MasterSecret secret) throws IOException {
    if (!value(properties, "format").equals("1")) {
      throw new IOException(file + " is of a format that this server does not know");
    }
    String protection = value(properties, "protection");
    byte[] key = bytes(properties, "key");
    if (protection.equals("none")) {
      new MasterSealer(key, ids);
      if (secret != null) {
        write(key, secret);
      }
      return key;
    }
    MasterSecret.Kind kind = MasterSecret.Kind.valueOf(protection.toUpperCase(Locale.ROOT));
    if (secret == null || secret.kind() != kind) {
      throw new IOException(
          file + " is protected: set SAGEBRUSH_MASTER_" + kind + " to what it was protected with");
    }
    try {
      return protector(properties, secret).unseal(key, NAME);
    } catch (UnsealException e) {
      throw new IOException("SAGEBRUSH_MASTER_" + kind + " does not open " + file, e);
    }
  }

  private void write(byte[] key, @Nullable MasterSecret secret) throws IOException {
    Properties properties = new Properties();
    byte[] kept = key;
    if (secret != null) {
      properties.setProperty("salt", text(ids.bytes(SALT)));
      properties.setProperty("iterations", String.valueOf(ITERATIONS));
      kept = protector(properties, secret).seal(key, NAME);
    }
    StringBuilder lines = new StringBuilder("format=1\n");
    lines.append("protection=").append(protection(secret)).append('\n');
    if (secret != null && secret.kind() == MasterSecret.Kind.PASSPHRASE) {
      lines.append("salt=").append(properties.getProperty("salt")).append('\n');
      lines.append("iterations=").append(ITERATIONS).append('\n');
    }
    lines.append("key=").append(text(kept)).append('\n');
    replace(lines.toString());
  }

  private static String protection(@Nullable MasterSecret secret) {
    return secret == null ? "none" : secret.kind().name().toLowerCase(Locale.ROOT);
  }

  private void replace(String content) throws IOException {
    Path draft = file.resolveSibling(NAME + ".draft");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.resolveSibling("."))) {
      folder.force(true);
    }
  }

  /** What the master key is sealed with under a secret from outside. */
  private MasterSealer protector(Properties properties, MasterSecret secret) throws IOException {
    return switch (secret.kind()) {
      case KEY -> new MasterSealer(Base64.getDecoder().decode(secret.text()), ids);
      case PASSPHRASE -> {
        int iterations = Integer.parseInt(value(properties, "iterations"));
        yield new MasterSealer(
            stretched(secret.text(), bytes(properties, "salt"), iterations), ids);
      }
    };
  }

  private static byte[] stretched(String passphrase, byte[] salt, int iterations) {
    PBEKeySpec spec =
        new PBEKeySpec(
            passphrase.toCharArray(), salt, iterations, Byte.SIZE * MasterSealer.KEY_BYTES);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }

  private String value(Properties properties, String name) throws IOException {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IOException(file + " is damaged: it has no " + name);
    }
    return value;
  }

  private byte[] bytes(Properties properties, String name) throws IOException {
    return Base64.getDecoder().decode(value(properties, name));
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
