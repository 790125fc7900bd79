package dev.sagebrush.wire.http;

import java.nio.file.Path;

/**
 * A certificate given by its files.
 *
 * @param chain PEM, the leaf first, then what issued it
 * @param key PEM, PKCS #8, unencrypted
 */
public record CertificateFiles(Path chain, Path key) implements CertificateSource {
  @Override
  public CertificateFiles files() {
    return this;
  }
}
