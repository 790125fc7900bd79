package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.policy.AccessRequest;
import dev.sagebrush.kernel.policy.Evaluator;
import dev.sagebrush.kernel.policy.LazyContext;
import dev.sagebrush.kernel.policy.MalformedPolicyException;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Policies;
import dev.sagebrush.kernel.policy.Policy;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.kms.GetKeyPolicyRequest;
import dev.sagebrush.model.kms.GetKeyPolicyResponse;
import dev.sagebrush.model.kms.LimitExceededException;
import dev.sagebrush.model.kms.ListKeyPoliciesRequest;
import dev.sagebrush.model.kms.ListKeyPoliciesResponse;
import dev.sagebrush.model.kms.MalformedPolicyDocumentException;
import dev.sagebrush.model.kms.NotFoundException;
import dev.sagebrush.model.kms.PutKeyPolicyRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Key policies: each key has one, named {@code default}. */
final class KeyPolicies {

  private static final String NAME = "default";
  private static final int MOST_BYTES = 32_768;

  private final Keyring keyring;

  KeyPolicies(Keyring keyring) {
    this.keyring = keyring;
  }

  /** The policy of a key that was made without one: IAM decides. */
  static String standard(String account) {
    return """
    {
      "Version" : "2012-10-17",
      "Id" : "key-default-1",
      "Statement" : [ {
        "Sid" : "Enable IAM User Permissions",
        "Effect" : "Allow",
        "Principal" : {
          "AWS" : "arn:aws:iam::ACCOUNT:root"
        },
        "Action" : "kms:*",
        "Resource" : "*"
      } ]
    }\
    """
        .replace("ACCOUNT", account);
  }

  /** The policy of a key that AWS manages: through the service for all, else to look at. */
  static String managed(String account, String region, String service) {
    return """
    {
      "Version" : "2012-10-17",
      "Id" : "auto-SERVICE-1",
      "Statement" : [ {
        "Sid" : "Allow access through SERVICE for all principals in the account",
        "Effect" : "Allow",
        "Principal" : { "AWS" : "*" },
        "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*",
          "kms:CreateGrant", "kms:DescribeKey" ],
        "Resource" : "*",
        "Condition" : {
          "StringEquals" : {
            "kms:CallerAccount" : "ACCOUNT",
            "kms:ViaService" : "SERVICE.REGION.amazonaws.com"
          }
        }
      }, {
        "Sid" : "Allow direct access to key metadata to the account",
        "Effect" : "Allow",
        "Principal" : { "AWS" : "arn:aws:iam::ACCOUNT:root" },
        "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
        "Resource" : "*"
      } ]
    }\
    """
        .replace("ACCOUNT", account)
        .replace("REGION", region)
        .replace("SERVICE", service);
  }

  /**
   * A policy for a key, checked.
   *
   * @param bypass whether the caller may lock itself out
   * @throws ServiceException when it is malformed, too long or locks the caller out
   */
  static String checked(String document, String arn, String account, @Nullable Boolean bypass) {
    if (document.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw LimitExceededException.because("A key policy has at most " + MOST_BYTES + " bytes.");
    }
    Policy policy;
    try {
      policy = PolicyReader.read(document, PolicyType.RESOURCE);
    } catch (MalformedPolicyException e) {
      ServiceException malformed =
          MalformedPolicyDocumentException.because(String.valueOf(e.getMessage()));
      malformed.initCause(e);
      throw malformed;
    }
    Call call = Call.current();
    if (!Boolean.TRUE.equals(bypass)
        && !allows(policy, call.principal(), call.origin().session(), arn, account)
        && !allows(policy, Principal.root(account), null, arn, account)) {
      throw MalformedPolicyDocumentException.because(
          "The new key policy will not allow you to update the key policy in the future.");
    }
    return document;
  }

  private static boolean allows(
      Policy policy,
      Principal principal,
      @Nullable SessionContext session,
      String arn,
      String account) {
    AccessRequest request =
        AccessRequest.of(
                Requester.of(principal, session), "kms:PutKeyPolicy", arn, new LazyContext())
            .of(account)
            .resourceFirst();
    NamedPolicy named = new NamedPolicy(NAME, policy);
    return Evaluator.decide(request, Policies.NONE.withResource(List.of(named))).allowed();
  }

  private static void checkName(@Nullable String name) {
    if (name != null && !name.equals(NAME)) {
      throw NotFoundException.because("No such policy exists");
    }
  }

  GetKeyPolicyResponse get(GetKeyPolicyRequest request) {
    KeyRow key = keyring.require(request.keyId());
    checkName(request.policyName());
    return GetKeyPolicyResponse.builder().policy(key.policy()).policyName(NAME).build();
  }

  Unit put(PutKeyPolicyRequest request) {
    KeyRow key = keyring.owned(request.keyId(), "PutKeyPolicy");
    checkName(request.policyName());
    String policy =
        checked(
            request.policy(), key.arn(), key.account(), request.bypassPolicyLockoutSafetyCheck());
    keyring.change(key, row -> row.withPolicy(policy));
    return Unit.VALUE;
  }

  ListKeyPoliciesResponse list(ListKeyPoliciesRequest request) {
    keyring.require(request.keyId());
    return ListKeyPoliciesResponse.builder().policyNames(List.of(NAME)).truncated(false).build();
  }
}
