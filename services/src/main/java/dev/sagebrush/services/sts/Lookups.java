package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.sts.GetAccessKeyInfoRequest;
import dev.sagebrush.model.sts.GetAccessKeyInfoResponse;
import dev.sagebrush.model.sts.GetCallerIdentityRequest;
import dev.sagebrush.model.sts.GetCallerIdentityResponse;

/** Who somebody is. */
final class Lookups {

  private final Credentials credentials;

  Lookups(Credentials credentials) {
    this.credentials = credentials;
  }

  GetCallerIdentityResponse caller(GetCallerIdentityRequest request) {
    Principal principal = Call.current().principal();
    return GetCallerIdentityResponse.builder()
        .account(principal.account())
        .arn(principal.arn())
        .userId(principal.userId())
        .build();
  }

  GetAccessKeyInfoResponse accessKey(GetAccessKeyInfoRequest request) {
    Credential credential = credentials.find(request.accessKeyId());
    if (credential == null) {
      throw Failures.validation("Invalid Access Key ID");
    }
    return GetAccessKeyInfoResponse.builder().account(credential.principal().account()).build();
  }
}
