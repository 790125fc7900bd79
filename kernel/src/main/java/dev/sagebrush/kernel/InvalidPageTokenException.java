package dev.sagebrush.kernel;

/** A page token that this installation did not give out, or not for this query. */
public final class InvalidPageTokenException extends RuntimeException {

  InvalidPageTokenException() {
    super("the page token is not one that was given out for this query");
  }
}
