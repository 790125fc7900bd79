package dev.sagebrush.services.sagemaker;

/** Why a job or an endpoint fails, for the one who made it: its {@code FailureReason}. */
final class JobFailure extends Exception {

  private static final int LONGEST = 1024;

  JobFailure(String reason) {
    super(cut(reason));
  }

  JobFailure(String reason, Throwable cause) {
    super(cut(reason), cause);
  }

  private static String cut(String reason) {
    return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST);
  }

  /** The reason. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** What a failure of the server's own is called. */
  static String internal(Throwable cause) {
    return cut(
        "InternalServerError: We encountered an internal error. Please try again. (" + cause + ")");
  }
}
