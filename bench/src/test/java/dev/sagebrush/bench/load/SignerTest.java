package dev.sagebrush.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignerTest {

  private static final Instant TIME = Instant.parse("2013-05-24T00:00:00Z");

  /**
   * The example of a presigned URL in the S3 API Reference, "Authenticating Requests: Using Query
   * Parameters".
   */
  @Test
  void presignsAsDocumented() {
    Signer signer =
        new Signer(
            "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3");
    String query =
        signer.presign("GET", "examplebucket.s3.amazonaws.com", "/test.txt", TIME, 86_400);
    assertTrue(
        query.endsWith(
            "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"),
        query);
  }

  /** The case post-vanilla of the SigV4 test suite that AWS publishes. */
  @Test
  void signsHeadersAsPublished() {
    Signer signer =
        new Signer(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service");
    String header =
        signer.authorization(
            "POST",
            "/",
            Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"),
            new byte[0]);
    assertEquals(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=host;x-amz-date,"
            + " Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        header);
  }
}
