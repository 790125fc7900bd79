package dev.sagebrush.wire.auth;

/** Placeholder until written below. */
final class SigV4aKeys {
  boolean verify(String accessKeyId, String secret, String stringToSign, SigV4 signed) {
    throw BodyErrors.notImplemented("AWS4-ECDSA-P256-SHA256");
  }
}
