package dev.sagebrush.wire.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.kernel.Signature.Version;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.HttpRequest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigV4aTest {

  /** The pair that the key derivation test of aws-c-auth has. */
  @Test
  void derivesThePublishedKey() {
    assertEquals(
        new BigInteger("7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd", 16),
        SigV4aKeys.privateKey("AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom"));
  }

  @Test
  void verifiesWhatThePrivateKeySigned() throws Exception {
    Authenticator authenticator = Requests.atNow();
    Authenticated authenticated = authenticator.authenticate(signed("/a/b?x=1", "/a/b?x=1"));
    var by = Requests.signature(authenticated);
    assertEquals(Version.V4A, by.version());
    assertNull(by.region());
    assertEquals("sagemaker", by.service());
    HttpRequest other = signed("/a/b?x=1", "/a/b?x=2");
    assertEquals(
        "InvalidSignatureException",
        assertThrows(ServiceException.class, () -> authenticator.authenticate(other)).code());
  }

  private static HttpRequest signed(String target, String sent) throws Exception {
    String[] headers = {
      "host", "localhost", "x-amz-date", "20260102T030405Z", "x-amz-region-set", "*"
    };
    List<String> names = List.of("host", "x-amz-date", "x-amz-region-set");
    HttpRequest request = Requests.of("GET", target, headers);
    Scope scope = new Scope("AKIDEXAMPLE", "20260102", "", "sagemaker");
    SigV4 claim = new SigV4(true, scope, names, "", "20260102T030405Z", Requests.NOW, null, -1);
    String canonical =
        CanonicalRequest.of(
            request, Query.of(request.rawQuery()), false, names, Crypto.EMPTY_SHA256, false);
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECPrivateKeySpec key =
        new ECPrivateKeySpec(
            SigV4aKeys.privateKey("AKIDEXAMPLE", Requests.SECRET),
            parameters.getParameterSpec(ECParameterSpec.class));
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(KeyFactory.getInstance("EC").generatePrivate(key));
    signer.update(claim.stringToSign(canonical).getBytes(StandardCharsets.UTF_8));
    HttpRequest result = Requests.of("GET", sent, headers);
    result
        .headers()
        .set(
            "authorization",
            "AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20260102/sagemaker/aws4_request, "
                + "SignedHeaders=host;x-amz-date;x-amz-region-set, Signature="
                + HexFormat.of().formatHex(signer.sign()));
    return result;
  }
}
