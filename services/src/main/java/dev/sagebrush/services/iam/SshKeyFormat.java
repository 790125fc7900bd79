package dev.sagebrush.services.iam;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.InvalidPublicKeyException;
import dev.sagebrush.model.iam.UnrecognizedPublicKeyEncodingException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * RSA public keys as SSH and as PEM write them.
 *
 * <p>Source: <a href="https://www.rfc-editor.org/rfc/rfc4253#section-6.6">RFC 4253</a>, section
 * 6.6, and <a href="https://www.rfc-editor.org/rfc/rfc7468#section-13">RFC 7468</a>, section 13.
 *
 * @param key with a modulus of 2,048 bits or more
 */
record SshKeyFormat(RSAPublicKey key) {

  private static final String TYPE = "ssh-rsa";
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";
  private static final int SMALLEST = 2048;

  /**
   * Reads either form.
   *
   * @throws ServiceException {@code InvalidPublicKey}, {@code UnrecognizedPublicKeyEncoding}
   */
  static SshKeyFormat of(String text) {
    String body = text.strip();
    boolean pem = body.startsWith(BEGIN) && body.endsWith(END);
    if (!pem && !body.startsWith(TYPE + " ")) {
      throw UnrecognizedPublicKeyEncodingException.because(
          "The public key is neither in SSH nor in PEM encoding.");
    }
    try {
      RSAPublicKey key = pem ? pem(body) : ssh(body);
      if (key.getModulus().bitLength() < SMALLEST) {
        throw invalid(null);
      }
      return new SshKeyFormat(key);
    } catch (GeneralSecurityException | IllegalArgumentException | BufferUnderflowException e) {
      throw invalid(e);
    }
  }

  private static ServiceException invalid(@org.jspecify.annotations.Nullable Throwable cause) {
    ServiceException invalid =
        InvalidPublicKeyException.because("The public key is malformed or otherwise invalid.");
    invalid.initCause(cause);
    return invalid;
  }

  private static RSAPublicKey pem(String body) throws GeneralSecurityException {
    String base64 = body.substring(BEGIN.length(), body.length() - END.length());
    byte[] bytes = Base64.getMimeDecoder().decode(base64);
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes));
  }

  private static RSAPublicKey ssh(String body) throws GeneralSecurityException {
    ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(body.split("\\s+")[1]));
    if (!TYPE.equals(new String(part(blob), StandardCharsets.US_ASCII))) {
      throw new IllegalArgumentException("not of the type it says");
    }
    BigInteger exponent = new BigInteger(part(blob));
    BigInteger modulus = new BigInteger(part(blob));
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  private static byte[] part(ByteBuffer blob) {
    int length = blob.getInt();
    if (length < 1 || length > blob.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    blob.get(part);
    return part;
  }

  private byte[] blob() {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    for (byte[] part :
        new byte[][] {
          TYPE.getBytes(StandardCharsets.US_ASCII),
          key.getPublicExponent().toByteArray(),
          key.getModulus().toByteArray()
        }) {
      blob.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length).array());
      blob.writeBytes(part);
    }
    return blob.toByteArray();
  }

  /** One line, without a comment. */
  String ssh() {
    return TYPE + " " + Base64.getEncoder().encodeToString(blob());
  }

  /** PEM with a last line break. */
  String pem() {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return BEGIN + "\n" + lines.encodeToString(key.getEncoded()) + "\n" + END + "\n";
  }

  /** MD5 of what SSH sends, in hexadecimal with colons. */
  String fingerprint() {
    try {
      return HexFormat.ofDelimiter(":").formatHex(MessageDigest.getInstance("MD5").digest(blob()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
