package dev.sagebrush.wire.http;

import dev.sagebrush.kernel.Clock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate the server makes for itself: an authority of its own in {@code ca.pem}, which a
 * user may trust once, and a leaf in {@code server.pem} renewed a month before it ends or when the
 * names change. Private keys ({@code ca-key.pem}, {@code server-key.pem}) are readable by their
 * owner only.
 */
public final class OwnCertificate implements CertificateSource {

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

  /** Apple's and the CA/Browser Forum's longest for a server, less a day. */
  private static final Duration LEAF_LIFE = Duration.ofDays(397);

  private static final Duration RENEWAL = Duration.ofDays(30);

  private final Path folder;
  private final List<String> names;
  private final Clock clock;

  /**
   * A certificate in a folder.
   *
   * @param names what clients call this server: host names, wildcards, literal addresses
   */
  public OwnCertificate(Path folder, List<String> names, Clock clock) {
    this.folder = folder;
    this.names = List.copyOf(names);
    this.clock = clock;
  }

  /** The names of a server that serves this machine, and AWS's own host names of one region. */
  public static List<String> localNames(String region) {
    return List.of(
        "localhost",
        "*.localhost",
        "*.s3.localhost",
        "127.0.0.1",
        "::1",
        "*.amazonaws.com",
        "*." + region + ".amazonaws.com",
        "*.s3." + region + ".amazonaws.com",
        "*.sagemaker." + region + ".amazonaws.com");
  }

  /** The file of the authority, for clients to trust; exists once {@link #files} has run. */
  public Path authority() {
    return folder.resolve("ca.pem");
  }

  /** The files, made or renewed as needed. */
  @Override
  public synchronized CertificateFiles files() throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    CertificateFiles files =
        new CertificateFiles(folder.resolve("server.pem"), folder.resolve("server-key.pem"));
    Path authorityKey = folder.resolve("ca-key.pem");
    Instant now = clock.now();
    if (!fresh(authority(), authorityKey, now.plus(LEAF_LIFE))) {
      KeyPair key = CertificateMaker.newKey();
      String name = "Sagebrush local authority " + now.getEpochSecond();
      byte[] made =
          CertificateMaker.authority(
              key, name, now.minus(Duration.ofDays(1)), now.plus(AUTHORITY_LIFE));
      write(authorityKey, "PRIVATE KEY", true, key.getPrivate().getEncoded());
      write(authority(), "CERTIFICATE", false, made);
      Files.deleteIfExists(files.chain());
    }
    if (!fresh(files.chain(), files.key(), now.plus(RENEWAL))
        || !names(read(files.chain())).equals(canonical(names))) {
      X509Certificate authority = read(authority());
      KeyPair key = CertificateMaker.newKey();
      byte[] made =
          CertificateMaker.leaf(
              key.getPublic(),
              names,
              new KeyPair(authority.getPublicKey(), readKey(authorityKey)),
              new X500Principal(authority.getSubjectX500Principal().getEncoded()),
              now.minus(Duration.ofDays(1)),
              now.plus(LEAF_LIFE));
      write(files.key(), "PRIVATE KEY", true, key.getPrivate().getEncoded());
      write(files.chain(), "CERTIFICATE", false, made, authority.getEncoded());
    }
    return files;
  }

  /** Whether a certificate and its key are there and the certificate lasts beyond a moment. */
  private static boolean fresh(Path certificate, Path key, Instant beyond)
      throws IOException, GeneralSecurityException {
    return Files.exists(certificate)
        && Files.exists(key)
        && read(certificate).getNotAfter().after(Date.from(beyond));
  }

  private static X509Certificate read(Path pem) throws IOException, GeneralSecurityException {
    byte[] text = Files.readAllBytes(pem);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(text));
  }

  private static PrivateKey readKey(Path pem) throws IOException, GeneralSecurityException {
    String text = Files.readString(pem, StandardCharsets.US_ASCII);
    StringBuilder base64 = new StringBuilder();
    text.lines().filter(line -> !line.startsWith("-----")).forEach(base64::append);
    byte[] key = Base64.getDecoder().decode(base64.toString());
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
  }

  private static Set<String> names(X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    Set<String> names = new HashSet<>();
    for (List<?> alternative : certificate.getSubjectAlternativeNames()) {
      names.add(String.valueOf(alternative.get(1)));
    }
    return canonical(names);
  }

  /** Names with addresses in one spelling. */
  private static Set<String> canonical(Iterable<String> names) {
    Set<String> same = new HashSet<>();
    for (String name : names) {
      same.add(
          CertificateMaker.isAddress(name) ? InetAddress.ofLiteral(name).getHostAddress() : name);
    }
    return same;
  }

  private static void write(Path file, String label, boolean secret, byte[]... ders)
      throws IOException {
    StringBuilder text = new StringBuilder();
    Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    for (byte[] der : ders) {
      text.append("-----BEGIN ").append(label).append("-----\n");
      text.append(encoder.encodeToString(der)).append('\n');
      text.append("-----END ").append(label).append("-----\n");
    }
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(
                  PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--"))
            }
            : new FileAttribute<?>[0];
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, attributes);
    Files.writeString(fresh, text, StandardCharsets.US_ASCII);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
