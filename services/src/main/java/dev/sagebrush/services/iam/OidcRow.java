package dev.sagebrush.services.iam;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An OpenID Connect provider.
 *
 * @param url without its scheme
 * @param clients the client ids that tokens may be for
 * @param thumbprints of certificates, in hexadecimal
 */
record OidcRow(
    String arn,
    String url,
    List<String> clients,
    List<String> thumbprints,
    Instant created,
    Map<String, String> tags) {

  OidcRow withClients(List<String> other) {
    return new OidcRow(arn, url, other, thumbprints, created, tags);
  }

  OidcRow withThumbprints(List<String> other) {
    return new OidcRow(arn, url, clients, other, created, tags);
  }

  OidcRow withTags(Map<String, String> replaced) {
    return new OidcRow(arn, url, clients, thumbprints, created, replaced);
  }
}
