package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.NoSuchBucket;
import dev.sagebrush.model.s3.NoSuchKey;
import dev.sagebrush.model.s3.NoSuchUpload;
import java.util.Map;

/**
 * Errors that more than one resource answers, in S3's words.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error
 * responses</a>.
 */
final class Failures {

  private Failures() {}

  static ServiceException noSuchBucket(String bucket) {
    return NoSuchBucket.because("The specified bucket does not exist")
        .with(Map.of("BucketName", bucket));
  }

  static ServiceException noSuchKey(String key) {
    return NoSuchKey.because("The specified key does not exist.").with(Map.of("Key", key));
  }

  static ServiceException noSuchVersion(String key, String version) {
    return ServiceException.of(
        "NoSuchVersion",
        404,
        "The specified version does not exist.",
        Map.of("Key", key, "VersionId", version));
  }

  /** A delete marker that is read as if it were an object. */
  static ServiceException markerNotAllowed(StoredObject marker) {
    return ServiceException.of(
            "MethodNotAllowed",
            405,
            "The specified method is not allowed against this resource.",
            Map.of("ResourceType", "DeleteMarker"))
        .withHeaders(
            Map.of(
                "allow",
                "DELETE",
                "last-modified",
                HttpDates.of(marker.modified()),
                "x-amz-delete-marker",
                "true",
                "x-amz-version-id",
                marker.version().name()));
  }

  /** A key whose latest version is a delete marker. */
  static ServiceException deleted(String key, StoredObject marker) {
    return noSuchKey(key)
        .withHeaders(
            Map.of("x-amz-delete-marker", "true", "x-amz-version-id", marker.version().name()));
  }

  static ServiceException noSuchUpload(String id) {
    return NoSuchUpload.because(
            "The specified upload does not exist. The upload ID may be invalid, or the upload may"
                + " have been aborted or completed.")
        .with(Map.of("UploadId", id));
  }

  static ServiceException accessDenied() {
    return ServiceException.of("AccessDenied", 403, "Access Denied");
  }

  static ServiceException invalidArgument(String message, String name, String value) {
    return ServiceException.of(
        "InvalidArgument", 400, message, Map.of("ArgumentName", name, "ArgumentValue", value));
  }

  /**
   * A condition of the request that does not hold.
   *
   * @param condition the name of its header
   */
  static ServiceException preconditionFailed(String condition) {
    return ServiceException.of(
        "PreconditionFailed",
        412,
        "At least one of the pre-conditions you specified did not hold",
        Map.of("Condition", condition));
  }

  /** What a reader is told who has met one writer after the other. */
  static ServiceException conflict() {
    return ServiceException.of(
        "OperationAborted",
        409,
        "A conflicting conditional operation is currently in progress against this resource."
            + " Please try again.");
  }

  static ServiceException malformedXml() {
    return ServiceException.of(
        "MalformedXML",
        400,
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }
}
