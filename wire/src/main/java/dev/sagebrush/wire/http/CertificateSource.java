package dev.sagebrush.wire.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Where the server's TLS certificate comes from. */
@FunctionalInterface
public interface CertificateSource {

  /**
   * The files to serve TLS with; may create them. Called once, off the event loops, when the first
   * TLS connection arrives.
   */
  Files files() throws IOException, GeneralSecurityException;

  /**
   * A certificate given by its files.
   *
   * @param chain PEM, the leaf first, then what issued it
   * @param key PEM, PKCS #8, unencrypted
   */
  record Files(Path chain, Path key) implements CertificateSource {
    @Override
    public Files files() {
      return this;
    }
  }
}
