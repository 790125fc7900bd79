package dev.sagebrush.engine.container;

/** Why a job or an endpoint fails, in words for the one who made it. */
public final class JobFailure extends Exception {

  private static final int LONGEST = 1024;

  /** For a reason, of which 1024 characters stay. */
  public JobFailure(String reason) {
    super(cut(reason));
  }

  /** For a reason, of which 1024 characters stay, that has a cause. */
  public JobFailure(String reason, Throwable cause) {
    super(cut(reason), cause);
  }

  private static String cut(String reason) {
    return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST);
  }

  /** The reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** What a failure of the server's own is called. */
  public static String internal(Throwable cause) {
    return cut(
        "InternalServerError: We encountered an internal error. Please try again. (" + cause + ")");
  }
}
