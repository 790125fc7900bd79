package dev.sagebrush.services.secretsmanager;

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
import dev.sagebrush.model.secretsmanager.DeleteResourcePolicyRequest;
import dev.sagebrush.model.secretsmanager.DeleteResourcePolicyResponse;
import dev.sagebrush.model.secretsmanager.GetResourcePolicyRequest;
import dev.sagebrush.model.secretsmanager.GetResourcePolicyResponse;
import dev.sagebrush.model.secretsmanager.MalformedPolicyDocumentException;
import dev.sagebrush.model.secretsmanager.PublicPolicyException;
import dev.sagebrush.model.secretsmanager.PutResourcePolicyRequest;
import dev.sagebrush.model.secretsmanager.PutResourcePolicyResponse;
import dev.sagebrush.model.secretsmanager.ValidateResourcePolicyRequest;
import dev.sagebrush.model.secretsmanager.ValidateResourcePolicyResponse;
import dev.sagebrush.model.secretsmanager.ValidationErrorsEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resource policies of secrets. */
final class ResourcePolicies {

  private static final String ANY_SECRET =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:any-AbCdEf";

  private final Shelf shelf;

  ResourcePolicies(Shelf shelf) {
    this.shelf = shelf;
  }

  PutResourcePolicyResponse put(PutResourcePolicyRequest request) {
    Policy policy;
    try {
      policy = PolicyReader.read(request.resourcePolicy(), PolicyType.RESOURCE);
    } catch (MalformedPolicyException e) {
      ServiceException malformed =
          MalformedPolicyDocumentException.because(
              "This resource policy contains a syntax error: " + e.getMessage());
      malformed.initCause(e);
      throw malformed;
    }
    if (Boolean.TRUE.equals(request.blockPublicPolicy()) && open(policy)) {
      throw PublicPolicyException.because(
          "You can't attach a resource policy that allows broad access to the secret.");
    }
    SecretRow changed = change(request.secretId(), request.resourcePolicy());
    return PutResourcePolicyResponse.builder().arn(changed.arn()).name(changed.name()).build();
  }

  /** Whether somebody nobody knows could read a secret. */
  private static boolean open(Policy policy) {
    AccessRequest request =
        AccessRequest.of(
            Requester.anonymous(), "secretsmanager:GetSecretValue", ANY_SECRET, new LazyContext());
    NamedPolicy named = new NamedPolicy("resource policy", policy);
    return Evaluator.decide(request, Policies.NONE.withResource(List.of(named))).allowed();
  }

  private SecretRow change(String id, @Nullable String document) {
    return shelf
        .tables()
        .write(transaction -> {
          SecretRow row = shelf.require(transaction, id).withPolicy(document);
          shelf.put(transaction, row);
          return row;
        });
  }

  GetResourcePolicyResponse get(GetResourcePolicyRequest request) {
    SecretRow row = shelf.tables().read(view -> shelf.require(view, request.secretId()));
    return GetResourcePolicyResponse.builder()
        .arn(row.arn())
        .name(row.name())
        .resourcePolicy(row.policy())
        .build();
  }

  DeleteResourcePolicyResponse delete(DeleteResourcePolicyRequest request) {
    SecretRow changed = change(request.secretId(), null);
    return DeleteResourcePolicyResponse.builder().arn(changed.arn()).name(changed.name()).build();
  }

  ValidateResourcePolicyResponse validate(ValidateResourcePolicyRequest request) {
    if (request.secretId() != null) {
      shelf.tables().read(view -> shelf.require(view, request.secretId()));
    }
    try {
      boolean open = open(PolicyReader.read(request.resourcePolicy(), PolicyType.RESOURCE));
      return answer(open ? "PUBLIC_ACCESS" : null, "The policy allows broad access.");
    } catch (MalformedPolicyException e) {
      return answer("SYNTAX", String.valueOf(e.getMessage()));
    }
  }

  private static ValidateResourcePolicyResponse answer(@Nullable String check, String message) {
    return ValidateResourcePolicyResponse.builder()
        .policyValidationPassed(check == null)
        .validationErrors(
            check == null
                ? List.of()
                : List.of(
                    ValidationErrorsEntry.builder().checkName(check).errorMessage(message).build()))
        .build();
  }
}
