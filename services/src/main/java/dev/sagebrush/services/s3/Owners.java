package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.checksum.Checksum;
import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.s3.Owner;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The canonical user ids S3 knows accounts by: 64 hexadecimal digits, here derived from the
 * account. Display names are no longer answered by S3.
 */
final class Owners {

  private Owners() {}

  static String canonicalId(String account) {
    Checksum digest = ChecksumAlgorithm.SHA256.start();
    digest.update(("canonical user of " + account).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.value());
  }

  static Owner of(String account) {
    return Owner.builder().id(canonicalId(account)).build();
  }
}
