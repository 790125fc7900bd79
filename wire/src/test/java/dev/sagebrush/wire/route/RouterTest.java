package dev.sagebrush.wire.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.cloudwatch.CloudWatchApi;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemakerruntime.SageMakerRuntimeApi;
import dev.sagebrush.model.sts.STSApi;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import dev.sagebrush.wire.http.VirtualHost;
import dev.sagebrush.wire.protocol.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {

  /** Stands for every protocol: routing only hands it on. */
  private static final Protocol ANY =
      new Protocol() {
        @Override
        public Struct read(
            Operation<?, ?> operation, HttpRequest request, Map<String, String> labels) {
          throw new AssertionError();
        }

        @Override
        public HttpResponse write(Operation<?, ?> operation, Struct answer, HttpRequest request) {
          throw new AssertionError();
        }

        @Override
        public HttpResponse error(
            Api api,
            @Nullable Operation<?, ?> operation,
            ServiceException error,
            HttpRequest request) {
          throw new AssertionError();
        }
      };

  private final Router router =
      new Router(
          List.of(
              S3Api.API, STSApi.API, CloudWatchApi.API, SageMakerApi.API, SageMakerRuntimeApi.API),
          (api, request) -> ANY,
          new VirtualHost(List.of("localhost")),
          1000);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET,/,,ListBuckets,-,-",
        "PUT,/b,,CreateBucket,b,-",
        "PUT,/b/,,CreateBucket,b,-",
        "GET,/b,,ListObjects,b,-",
        "GET,/b,list-type=2&prefix=x,ListObjectsV2,b,-",
        "GET,/b,lifecycle,GetBucketLifecycleConfiguration,b,-",
        "GET,/b,location=,GetBucketLocation,b,-",
        "GET,/b/k,,GetObject,b,k",
        "GET,/b/k,x-id=GetObject,GetObject,b,k",
        "GET,/b/a//b,,GetObject,b,a//b",
        "GET,/b/x/../y,,GetObject,b,x/../y",
        "GET,/b//x,,GetObject,b,/x",
        "GET,/b/a%2Fb%20,,GetObject,b,'a/b '",
        "GET,/b/%C3%BC+1,,GetObject,b,ü+1",
        "GET,/b/k/,,GetObject,b,k/",
        "GET,/b/100%,,GetObject,b,100%",
        "PUT,/b/k,,PutObject,b,k",
        "PUT,/b/k,partNumber=1&uploadId=u,UploadPart,b,k",
        "PUT,/b/k,tagging,PutObjectTagging,b,k",
        "POST,/b/k,uploads,CreateMultipartUpload,b,k",
        "POST,/b/k,uploadId=u,CompleteMultipartUpload,b,k",
        "DELETE,/b/k,uploadId=u,AbortMultipartUpload,b,k",
        "DELETE,/b/k,,DeleteObject,b,k",
        "POST,/b,delete,DeleteObjects,b,-",
        "GET,/b/k,uploadId=u,ListParts,b,k",
        "HEAD,/b/k,,HeadObject,b,k",
      })
  void s3PathsAreOperations(
      String method,
      String path,
      @Nullable String query,
      String operation,
      @Nullable String bucket,
      @Nullable String key)
      throws IOException {
    Route route = router.route(request(method, path, query == null ? "" : query, signed("s3"), ""));
    assertEquals(operation, name(route));
    assertEquals(bucket, route.labels().get("Bucket"));
    assertEquals(key, route.labels().get("Key"));
  }

  @Test
  void aCopySourceMakesAPutACopy() throws IOException {
    Headers headers = signed("s3").add("x-amz-copy-source", "b/k");
    assertEquals("CopyObject", name(router.route(request("PUT", "/b/k", "", headers, ""))));
    String part = "partNumber=1&uploadId=u";
    assertEquals("UploadPartCopy", name(router.route(request("PUT", "/b/k", part, headers, ""))));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "b.localhost:4566,b",
        "b.s3.localhost,b",
        "my.dotted.bucket.localhost,my.dotted.bucket",
        "b.s3.eu-west-1.amazonaws.com,b",
        "b.s3.amazonaws.com,b",
        "s3.eu-west-1.amazonaws.com,-",
        "localhost:4566,-",
        "127.0.0.1:4566,-",
        "[::1]:4566,-"
      })
  void aHostMayCarryTheBucket(String host, @Nullable String bucket) throws IOException {
    Headers headers = signed("s3").set("host", host);
    Route route = router.route(request("GET", "/x", "", headers, ""));
    assertEquals(bucket == null ? "x" : bucket, route.labels().get("Bucket"));
    assertEquals(bucket == null ? "ListObjects" : "GetObject", name(route));
    assertEquals("/x", route.request().rawPath());
  }

  @Test
  void aTargetNamesServiceAndOperation() throws IOException {
    Headers headers = signed("sagemaker").add("x-amz-target", "SageMaker.CreateModel");
    assertEquals("CreateModel", name(router.route(request("POST", "/", "", headers, "{}"))));
    Headers wrong = signed("sagemaker").add("x-amz-target", "SageMaker.CreateMagic");
    assertEquals(
        "UnknownOperationException", code(router.route(request("POST", "/", "", wrong, ""))));
    Headers nobody = signed("x").add("x-amz-target", "Nobody_1.Do");
    assertEquals(
        "UnknownOperationException", code(router.route(request("POST", "/", "", nobody, ""))));
  }

  @Test
  void servicesThatShareASigningNameAreToldApartByThePath() throws IOException {
    Route route =
        router.route(request("POST", "/endpoints/e/invocations", "", signed("sagemaker"), "1,2"));
    assertEquals("InvokeEndpoint", name(route));
    assertEquals("e", route.labels().get("EndpointName"));
  }

  @Test
  void anActionIsFoundInQueryFormAndGzippedForm() throws IOException {
    String form = "Action=GetCallerIdentity&Version=2011-06-15";
    Headers headers = signed("sts").add("content-type", "application/x-www-form-urlencoded");
    Route posted = router.route(request("POST", "/", "", headers, form));
    assertEquals("GetCallerIdentity", name(posted));
    assertEquals(form, new String(posted.request().body().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(
        "GetCallerIdentity", name(router.route(request("GET", "/", form, signed("sts"), ""))));
    assertEquals(
        "GetCallerIdentity", name(router.route(request("GET", "/", form, new Headers(), ""))));

    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(form.getBytes(StandardCharsets.UTF_8));
    }
    headers.add("content-encoding", "gzip");
    HttpRequest request =
        request("POST", "/", "", headers, "").body(new ByteArrayInputStream(zipped.toByteArray()));
    assertEquals("GetCallerIdentity", name(router.route(request)));
  }

  @Test
  void anUnknownActionIsInvalid() throws IOException {
    Route route = router.route(request("GET", "/", "Action=Fly", signed("sts"), ""));
    assertEquals("InvalidAction", code(route));
    assertEquals(STSApi.API, route.api());
  }

  @Test
  void rpcV2NamesTheOperationInItsPath() throws IOException {
    Headers headers = signed("monitoring").add("smithy-protocol", "rpc-v2-cbor");
    String path = "/service/GraniteServiceVersion20100801/operation/PutMetricData";
    assertEquals("PutMetricData", name(router.route(request("POST", path, "", headers, ""))));
  }

  @Test
  void whatNothingServesIsSaidInTheProtocolOfTheService() throws IOException {
    assertEquals(
        "MethodNotAllowed", code(router.route(request("PATCH", "/b/k", "", signed("s3"), ""))));
    assertEquals(
        "UnknownOperationException",
        code(router.route(request("GET", "/nothing", "", signed("sagemaker"), ""))));
    assertEquals(
        "UnknownOperationException",
        code(router.route(request("GET", "/", "", signed("braket"), ""))));
  }

  @Test
  void anUnsignedRequestIsOneToS3() throws IOException {
    assertEquals("GetObject", name(router.route(request("GET", "/b/k", "", new Headers(), ""))));
  }

  private static Headers signed(String service) {
    return new Headers()
        .add("host", "localhost:4566")
        .add(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=00");
  }

  private static HttpRequest request(
      String method, String path, String query, Headers headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new HttpRequest(
        method, path, query, headers, new ByteArrayInputStream(bytes), false, "127.0.0.1", "id");
  }

  private static String name(Route route) {
    assertNull(route.refusal());
    return assertNotNullOperation(route).name();
  }

  private static Operation<?, ?> assertNotNullOperation(Route route) {
    Operation<?, ?> operation = route.operation();
    assertNotNull(operation);
    return operation;
  }

  private static String code(Route route) {
    ServiceException refusal = route.refusal();
    assertNotNull(refusal);
    return refusal.code();
  }
}
