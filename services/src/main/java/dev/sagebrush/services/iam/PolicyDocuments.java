package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.policy.MalformedPolicyException;
import dev.sagebrush.kernel.policy.Policy;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.MalformedPolicyDocumentException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The documents of policies: what is one, how long it is, how answers have it. */
final class PolicyDocuments {

  private static final String CURRENT = "2012-10-17";

  private PolicyDocuments() {}

  /**
   * Checks a policy that says what somebody may do.
   *
   * @throws ServiceException {@code MalformedPolicyDocument}
   */
  static void checkIdentity(String document) {
    read(document, PolicyType.IDENTITY);
  }

  /**
   * Checks such a policy when it is managed: inline ones may have the first version.
   *
   * @throws ServiceException {@code MalformedPolicyDocument}
   */
  static void checkManaged(String document) {
    if (!read(document, PolicyType.IDENTITY).version().equals(CURRENT)) {
      throw MalformedPolicyDocumentException.because(
          "Policy document must be version 2012-10-17 or greater.");
    }
  }

  /**
   * Checks a policy that says who may assume a role.
   *
   * @throws ServiceException {@code MalformedPolicyDocument}
   */
  static void checkTrust(String document) {
    read(document, PolicyType.TRUST);
  }

  private static Policy read(String document, PolicyType type) {
    try {
      return PolicyReader.read(document, type);
    } catch (MalformedPolicyException e) {
      ServiceException malformed = MalformedPolicyDocumentException.because(e.getMessage());
      malformed.initCause(e);
      throw malformed;
    }
  }

  /** How many characters count against a quota: all but white space. */
  static int size(String document) {
    return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  /** A document as answers have it: percent-encoded as RFC 3986 says. */
  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
