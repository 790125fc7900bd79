package dev.sagebrush.server.access;

import dev.sagebrush.kernel.policy.AccessRequest;
import dev.sagebrush.kernel.policy.Decision;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;

/**
 * AWS's words for a call that may not be served.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot
 * access denied error messages</a>; <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html">Troubleshoot
 * access denied (403 Forbidden) errors in Amazon S3</a>.
 */
final class Denials {

  private static final int FORBIDDEN = 403;
  private static final int BAD_REQUEST = 400;

  private Denials() {}

  static ServiceException of(
      Operation<?, ?> operation, Requester requester, AccessRequest asked, Decision decision) {
    Api api = operation.api();
    if (api.s3Dialect()) {
      return ServiceException.of("AccessDenied", FORBIDDEN, s3(requester, asked, decision));
    }
    if (api.protocols().contains("query")) {
      return ServiceException.of("AccessDenied", FORBIDDEN, sentence(requester, asked, decision));
    }
    boolean rpc = api.jsonVersion() != null;
    return ServiceException.of(
        "AccessDeniedException",
        rpc ? BAD_REQUEST : FORBIDDEN,
        sentence(requester, asked, decision));
  }

  private static String sentence(Requester requester, AccessRequest asked, Decision decision) {
    return "User: "
        + requester.arn()
        + " is not authorized to perform: "
        + asked.action()
        + (asked.resource().equals("*") ? "" : " on resource: " + asked.resource())
        + " "
        + decision.because(asked.action());
  }

  /** S3 tells strangers nothing; to others it quotes the resource. */
  private static String s3(Requester requester, AccessRequest asked, Decision decision) {
    boolean stranger = requester.kind() == Requester.Kind.ANONYMOUS || !asked.withinAccount();
    if (stranger) {
      return "Access Denied";
    }
    return "User: "
        + requester.arn()
        + " is not authorized to perform: "
        + asked.action()
        + (asked.resource().equals("*") ? "" : " on resource: \"" + asked.resource() + "\"")
        + " "
        + decision.because(asked.action());
  }
}
