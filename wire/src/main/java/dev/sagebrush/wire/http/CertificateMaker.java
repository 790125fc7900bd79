package dev.sagebrush.wire.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * Makes X.509 version 3 certificates (RFC 5280) over P-256: an authority, and leaves for a server
 * that it vouches for. Carries the key identifiers that strict verifiers ask for (OpenSSL's {@code
 * X509_STRICT}, the default of Python 3.13).
 */
final class CertificateMaker {

  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));

  private CertificateMaker() {}

  static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** A self-signed authority that may sign leaves and nothing below them. */
  static byte[] authority(KeyPair key, String name, Instant from, Instant to)
      throws GeneralSecurityException {
    X500Principal subject = new X500Principal("CN=" + name);
    byte[] extensions =
        Der.sequence(
            extension("2.5.29.19", true, Der.sequence(Der.yes(), Der.integer(BigInteger.ZERO))),
            extension("2.5.29.15", true, Der.bits(1, new byte[] {0x06})), // signs certs and CRLs
            extension("2.5.29.14", false, Der.octets(identifier(key.getPublic()))),
            extension(
                "2.5.29.35", false, Der.sequence(Der.implicit(0, identifier(key.getPublic())))));
    return signed(key.getPublic(), subject, key.getPrivate(), subject, from, to, extensions);
  }

  /**
   * A server's certificate.
   *
   * @param names host names, wildcards, or literal IP addresses; the first is also the subject
   */
  static byte[] leaf(
      PublicKey key,
      List<String> names,
      KeyPair authority,
      X500Principal issuer,
      Instant from,
      Instant to)
      throws GeneralSecurityException {
    List<byte[]> alternatives = new ArrayList<>();
    for (String name : names) {
      alternatives.add(
          isAddress(name)
              ? Der.implicit(7, InetAddress.ofLiteral(name).getAddress())
              : Der.implicit(2, name.getBytes(StandardCharsets.US_ASCII)));
    }
    byte[] extensions =
        Der.sequence(
            extension("2.5.29.19", true, Der.sequence()),
            extension("2.5.29.15", true, Der.bits(7, new byte[] {(byte) 0x80})), // signs
            extension("2.5.29.37", false, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))), // server
            extension("2.5.29.14", false, Der.octets(identifier(key))),
            extension(
                "2.5.29.35",
                false,
                Der.sequence(Der.implicit(0, identifier(authority.getPublic())))),
            extension("2.5.29.17", false, Der.sequence(alternatives.toArray(byte[][]::new))));
    X500Principal subject = new X500Principal("CN=" + names.getFirst());
    return signed(key, subject, authority.getPrivate(), issuer, from, to, extensions);
  }

  /** Whether a name is an IP address written out: only those hold a colon or end in a digit. */
  static boolean isAddress(String name) {
    return name.indexOf(':') >= 0 || Character.isDigit(name.charAt(name.length() - 1));
  }

  private static byte[] signed(
      PublicKey key,
      X500Principal subject,
      PrivateKey signer,
      X500Principal issuer,
      Instant from,
      Instant to,
      byte[] extensions)
      throws GeneralSecurityException {
    byte[] body =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)), // version 3
            Der.integer(serial(key, from)),
            ECDSA_WITH_SHA256,
            issuer.getEncoded(),
            Der.sequence(Der.time(from), Der.time(to)),
            subject.getEncoded(),
            key.getEncoded(),
            Der.explicit(3, extensions));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(body);
    return Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  /** Positive, unique for a key and a time, and at most 20 bytes long. */
  private static BigInteger serial(PublicKey key, Instant from) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(key.getEncoded());
    digest.update(from.toString().getBytes(StandardCharsets.US_ASCII));
    return new BigInteger(1, Arrays.copyOf(digest.digest(), 16));
  }

  private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
    return Arrays.copyOf(
        MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 20); // RFC 7093, method 4
  }
}
