package dev.sagebrush.services.iam;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.MalformedCertificateException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** X.509 certificates in PEM. */
final class Certificates {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private Certificates() {}

  /**
   * The certificate that a text is.
   *
   * @throws ServiceException {@code MalformedCertificate}
   */
  static X509Certificate one(String pem) {
    List<X509Certificate> all = all(pem);
    if (all.size() != 1) {
      throw malformed(null);
    }
    return all.getFirst();
  }

  /**
   * The certificates of a chain, in its order.
   *
   * @throws ServiceException {@code MalformedCertificate} for no certificate or a broken one
   */
  static List<X509Certificate> all(String pem) {
    if (!pem.contains(BEGIN)) {
      throw malformed(null);
    }
    byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw malformed(e);
    }
  }

  private static ServiceException malformed(@org.jspecify.annotations.Nullable Throwable cause) {
    ServiceException malformed =
        MalformedCertificateException.because(
            "Unable to parse certificate. Please ensure the certificate is in PEM format.");
    malformed.initCause(cause);
    return malformed;
  }
}
