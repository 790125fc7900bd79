package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.checksum.Checksum;
import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.s3.Owner;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The canonical user ids S3 knows accounts by: 64 hexadecimal digits, here derived from the
 * account. AWS answers display names no more (since November 2025); clients from before read them,
 * so they are answered here, as the account.
 */
final class Owners {

  private Owners() {}

  static String canonicalId(String account) {
    Checksum digest = ChecksumAlgorithm.SHA256.start();
    digest.update(("canonical user of " + account).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.value());
  }

  static Owner of(String account) {
    return Owner.builder().id(canonicalId(account)).displayName(account).build();
  }
}
