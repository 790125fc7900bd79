package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;

/** Continuation tokens, refused in S3's words. */
final class ContinuationTokens {

  private final PageTokens tokens;

  ContinuationTokens(PageTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The token to go on after a name with.
   *
   * @param listing what is listed: a token of one listing is none of another
   */
  String of(String listing, String last) {
    return tokens.issue(listing, last);
  }

  /**
   * The name a token was made of.
   *
   * @throws ServiceException {@code InvalidArgument}
   */
  String read(String listing, String token) {
    try {
      return tokens.resume(listing, token);
    } catch (InvalidPageTokenException e) {
      throw Failures.invalidArgument(
          "The continuation token provided is incorrect", "continuation-token", token);
    }
  }
}
