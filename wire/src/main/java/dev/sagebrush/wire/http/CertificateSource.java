package dev.sagebrush.wire.http;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** Where the server's TLS certificate comes from. */
@FunctionalInterface
public interface CertificateSource {

  /**
   * The files to serve TLS with; may create them. Called once, off the event loops, when the first
   * TLS connection arrives.
   */
  CertificateFiles files() throws IOException, GeneralSecurityException;
}
