package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;

/** Tokens that a listing or a reading goes on with. */
final class Continuation {

  private final PageTokens tokens;

  Continuation(PageTokens tokens) {
    this.tokens = tokens;
  }

  /** The token to go on at a place with. */
  String issue(String query, String place) {
    return tokens.issue(query, place);
  }

  /**
   * The place a token was made of.
   *
   * @throws ServiceException {@code InvalidParameterException}
   */
  String read(String query, String token) {
    try {
      return tokens.resume(query, token);
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = Failures.invalid("The specified nextToken is invalid.");
      invalid.initCause(e);
      throw invalid;
    }
  }
}
