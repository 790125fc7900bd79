package dev.sagebrush.kernel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request was signed, once that is verified.
 *
 * @param version of the method
 * @param place where in the request it stands
 * @param accessKeyId whose key signed it
 * @param time when it was signed, to the second; null where the request does not say (presigned by
 *     version 2)
 * @param region of the credential scope; null when it names none (versions 2 and 4a)
 * @param service of the credential scope, for example {@code s3}
 * @param payload what the request says of its body, {@code x-amz-content-sha256}: a digest or, for
 *     example, {@code UNSIGNED-PAYLOAD}; null when it says nothing
 */
public record Signature(
    Version version,
    Place place,
    String accessKeyId,
    @Nullable Instant time,
    @Nullable String region,
    String service,
    @Nullable String payload) {

  /** The methods, by the names that S3's condition key {@code s3:signatureversion} has for them. */
  public enum Version {
    V2("AWS"),
    V4("AWS4-HMAC-SHA256"),
    V4A("AWS4-ECDSA-P256-SHA256");

    private final String label;

    Version(String label) {
      this.label = label;
    }

    /** As requests and policies write it. */
    public String label() {
      return label;
    }
  }

  /** The places, by the names that S3's condition key {@code s3:authType} has for them. */
  public enum Place {
    HEADER("REST-HEADER"),
    QUERY("REST-QUERY-STRING"),
    FORM("POST");

    private final String label;

    Place(String label) {
      this.label = label;
    }

    /** As policies write it. */
    public String label() {
      return label;
    }
  }
}
