package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verifies the signatures of policies that forms carry, of version 4 and 2. */
final class FormVerifier {

  private final Keys keys;
  private final Clock clock;
  private final SigningKeys signingKeys = new SigningKeys();

  FormVerifier(Keys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  Authenticated verify(HttpRequest upload, Map<String, String> fields, String policy) {
    return fields.containsKey("x-amz-signature") || fields.containsKey("x-amz-credential")
        ? verify4(upload, fields, policy)
        : verify2(upload, fields, policy);
  }

  private Authenticated verify4(HttpRequest upload, Map<String, String> fields, String policy) {
    String signature = required(fields, "x-amz-signature", "X-Amz-Signature");
    String text = required(fields, "x-amz-credential", "X-Amz-Credential");
    String algorithm = required(fields, "x-amz-algorithm", "X-Amz-Algorithm");
    if (!algorithm.equals(SigV4.ALGORITHM)) {
      throw invalid("X-Amz-Algorithm only supports \"" + SigV4.ALGORITHM + "\"", "X-Amz-Algorithm");
    }
    Instant time = SigningTime.basic(required(fields, "x-amz-date", "X-Amz-Date"));
    if (time == null) {
      throw invalid("X-Amz-Date must be formated via ISO8601 Long format", "X-Amz-Date");
    }
    Scope scope = new ScopeParser(upload, false, true).parse(text);
    Credential credential = find(scope.accessKeyId(), fields);
    byte[] key = signingKeys.key(credential.secret(), scope);
    String calculated = HexFormat.of().formatHex(Crypto.hmacSha256(key, policy));
    requireSame(calculated, signature, scope.accessKeyId(), policy);
    signingKeys.proven(credential.secret(), scope, key);
    return authenticated(
        upload,
        credential,
        new Signature(
            Signature.Version.V4,
            Signature.Place.FORM,
            scope.accessKeyId(),
            time,
            scope.region(),
            scope.service(),
            null));
  }

  private Authenticated verify2(HttpRequest upload, Map<String, String> fields, String policy) {
    String id = required(fields, "awsaccesskeyid", "AWSAccessKeyId");
    String signature = required(fields, "signature", "Signature");
    Credential credential = find(id, fields);
    byte[] secret = credential.secret().getBytes(StandardCharsets.UTF_8);
    byte[] hmac = Crypto.hmacSha1(secret, policy.getBytes(StandardCharsets.UTF_8));
    requireSame(Base64.getEncoder().encodeToString(hmac), signature, id, policy);
    return authenticated(
        upload,
        credential,
        new Signature(Signature.Version.V2, Signature.Place.FORM, id, null, null, "s3", null));
  }

  private Credential find(String id, Map<String, String> fields) {
    return keys.find(ErrorFamily.S3, id, fields.get("x-amz-security-token"), clock.now());
  }

  private static void requireSame(String calculated, String given, String id, String policy) {
    if (!Crypto.same(calculated, given)) {
      throw AuthErrors.wrongSignature(ErrorFamily.S3, id, new AuthErrors.Signed(policy, ""), given);
    }
  }

  private static Authenticated authenticated(
      HttpRequest upload, Credential credential, @Nullable Signature signature) {
    return new Authenticated(
        credential.principal(),
        signature,
        credential.session(),
        Authenticator.unsignedBody(upload, ErrorFamily.S3));
  }

  private static String required(Map<String, String> fields, String name, String shown) {
    String value = fields.get(name);
    if (value == null) {
      throw invalid(
          "Bucket POST must contain a field named '"
              + shown
              + "'.  If it is specified, please check the order of the fields.",
          shown);
    }
    return value;
  }

  private static ServiceException invalid(String message, String name) {
    return ServiceException.of(
        "InvalidArgument", 400, message, Map.of("ArgumentName", name, "ArgumentValue", ""));
  }
}
