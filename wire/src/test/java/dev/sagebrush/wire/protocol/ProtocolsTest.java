package dev.sagebrush.wire.protocol;

import static dev.sagebrush.wire.protocol.Exchange.request;
import static dev.sagebrush.wire.protocol.Exchange.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.model.Body;
import dev.sagebrush.model.Location;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.cloudwatch.CloudWatchApi;
import dev.sagebrush.model.cloudwatch.PutMetricDataInput;
import dev.sagebrush.model.cloudwatch.ResourceNotFoundException;
import dev.sagebrush.model.s3.Bucket;
import dev.sagebrush.model.s3.Delete;
import dev.sagebrush.model.s3.DeleteObjectsRequest;
import dev.sagebrush.model.s3.GetBucketLocationOutput;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.ListBucketsOutput;
import dev.sagebrush.model.s3.NoSuchBucket;
import dev.sagebrush.model.s3.PutObjectRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.sagemaker.CreateModelInput;
import dev.sagebrush.model.sagemaker.CreateModelOutput;
import dev.sagebrush.model.sagemaker.ResourceInUse;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemakerruntime.InvokeEndpointInput;
import dev.sagebrush.model.sagemakerruntime.SageMakerRuntimeApi;
import dev.sagebrush.model.sts.GetCallerIdentityResponse;
import dev.sagebrush.model.sts.STSApi;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolsTest {

  private static final Protocols PROTOCOLS = new Protocols();
  private static final HttpRequest GET = request("GET", "/", "");

  @Test
  void jsonRpcReadsARequestAndWritesAnAnswer() throws IOException {
    HttpRequest request =
        request(
            "POST",
            "/",
            "{\"ModelName\":\"m\",\"EnableNetworkIsolation\":true,\"Unknown\":[1,{\"a\":null}]}",
            "x-amz-target",
            "SageMaker.CreateModel",
            "content-type",
            "application/x-amz-json-1.1");
    Protocol json = PROTOCOLS.detect(request, SageMakerApi.API);
    CreateModelInput input =
        assertInstanceOf(
            CreateModelInput.class, json.read(SageMakerApi.CREATE_MODEL, request, Map.of()));
    assertEquals("m", input.modelName());
    assertEquals(true, input.enableNetworkIsolation());
    CreateModelOutput output = CreateModelOutput.builder().modelArn("arn:1").build();
    HttpResponse response = json.write(SageMakerApi.CREATE_MODEL, output, request);
    assertEquals("{\"ModelArn\":\"arn:1\"}", text(response));
    assertEquals("application/x-amz-json-1.1", response.headers().get("content-type"));
    assertEquals(Exchange.ID, response.headers().get("x-amzn-requestid"));
  }

  @Test
  void jsonErrorsNameTheirType() {
    Protocol json = PROTOCOLS.of("json", SageMakerApi.API);
    HttpResponse used =
        json.error(SageMakerApi.API, null, ResourceInUse.because("Cannot create m"), GET);
    assertEquals(400, used.status());
    assertEquals("{\"__type\":\"ResourceInUse\",\"Message\":\"Cannot create m\"}", text(used));
    assertEquals("ResourceInUse", used.headers().get("x-amzn-errortype"));
  }

  @Test
  void badJsonIsASerializationException() {
    Protocol json = PROTOCOLS.of("json", SageMakerApi.API);
    for (String bad : List.of("{", "[]", "{\"ModelName\":1}", "{} {}", "{\"ModelName\":\"m\"")) {
      ServiceException error =
          assertThrows(
              ServiceException.class,
              () -> json.read(SageMakerApi.CREATE_MODEL, request("POST", "/", bad), Map.of()),
              bad);
      assertEquals("SerializationException", error.code());
      assertEquals(400, error.status());
    }
  }

  @Test
  void formerQueryClientsFindTheirErrorCode() {
    Protocol json = PROTOCOLS.of("json", CloudWatchApi.API);
    HttpResponse response =
        json.error(
            CloudWatchApi.API, null, ResourceNotFoundException.builder().build().exception(), GET);
    assertEquals("ResourceNotFoundException;Sender", response.headers().get("x-amzn-query-error"));
  }

  @Test
  void aQueryRequestIsReadFromItsForm() throws IOException {
    HttpRequest request =
        request(
            "POST",
            "/",
            "Action=PutMetricData&Version=2010-08-01&Namespace=a%2Fb"
                + "&MetricData.member.1.MetricName=loss&MetricData.member.1.Value=0.5"
                + "&MetricData.member.1.Dimensions.member.1.Name=Host"
                + "&MetricData.member.1.Dimensions.member.1.Value=h"
                + "&MetricData.member.1.Timestamp=2026-11-20T16%3A00%3A00Z",
            "content-type",
            "application/x-www-form-urlencoded; charset=utf-8");
    Protocol query = PROTOCOLS.detect(request, CloudWatchApi.API);
    assertSame(PROTOCOLS.of("query", CloudWatchApi.API), query);
    PutMetricDataInput input =
        assertInstanceOf(
            PutMetricDataInput.class, query.read(CloudWatchApi.PUT_METRIC_DATA, request, Map.of()));
    assertEquals("a/b", input.namespace());
    assertEquals(0.5, input.metricData().getFirst().value());
    assertEquals("h", input.metricData().getFirst().dimensions().getFirst().value());
    assertEquals(Instant.parse("2026-11-20T16:00:00Z"), input.metricData().getFirst().timestamp());
  }

  @Test
  void aQueryAnswerIsWrapped() {
    Protocol query = PROTOCOLS.of("query", STSApi.API);
    GetCallerIdentityResponse answer =
        GetCallerIdentityResponse.builder().account("123456789012").build();
    assertEquals(
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
            + "<GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>"
            + "<ResponseMetadata><RequestId>"
            + Exchange.ID
            + "</RequestId></ResponseMetadata></GetCallerIdentityResponse>",
        text(query.write(STSApi.GET_CALLER_IDENTITY, answer, GET)));
  }

  @Test
  void theS3DialectNamesItsRoots() {
    Protocol s3 = PROTOCOLS.of("rest-xml", S3Api.API);
    ListBucketsOutput answer =
        ListBucketsOutput.builder()
            .buckets(
                List.of(
                    Bucket.builder()
                        .name("a&b")
                        .creationDate(Instant.parse("2026-11-20T16:00:00Z"))
                        .build()))
            .build();
    HttpResponse response = s3.write(S3Api.LIST_BUCKETS, answer, GET);
    assertEquals(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Buckets>"
            + "<Bucket><CreationDate>2026-11-20T16:00:00Z</CreationDate><Name>a&amp;b</Name>"
            + "</Bucket></Buckets></ListAllMyBucketsResult>",
        text(response));
    assertEquals(Exchange.ID, response.headers().get("x-amz-request-id"));
    GetBucketLocationOutput location =
        GetBucketLocationOutput.builder().locationConstraint("eu-west-1").build();
    assertEquals(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-west-1"
            + "</LocationConstraint>",
        text(s3.write(S3Api.GET_BUCKET_LOCATION, location, GET)));
  }

  @Test
  void theS3DialectHasBareErrorsAndNoneForHead() {
    Protocol s3 = PROTOCOLS.of("rest-xml", S3Api.API);
    ServiceException gone =
        NoSuchBucket.because("The specified bucket does not exist").with(Map.of("BucketName", "b"));
    String document = text(s3.error(S3Api.API, null, gone, GET));
    assertEquals(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchBucket</Code>"
            + "<Message>The specified bucket does not exist</Message><BucketName>b</BucketName>"
            + "<RequestId>"
            + Exchange.ID
            + "</RequestId>",
        document.substring(0, document.indexOf("<HostId>")));
    HttpResponse head = s3.error(S3Api.API, null, gone, request("HEAD", "/b", ""));
    assertInstanceOf(Content.None.class, head.content());
    assertEquals(404, head.status());
  }

  @Test
  void aStreamedBodyIsNotRead() throws IOException {
    HttpRequest request =
        request(
            "PUT",
            "/b/k?x-id=PutObject",
            "content",
            "content-length",
            "7",
            "x-amz-meta-Colour",
            "blue",
            "content-type",
            "text/plain");
    Protocol s3 = PROTOCOLS.detect(request, S3Api.API);
    PutObjectRequest input =
        assertInstanceOf(
            PutObjectRequest.class,
            s3.read(S3Api.PUT_OBJECT, request, Map.of("Bucket", "b", "Key", "k")));
    assertEquals("k", input.key());
    assertEquals(Map.of("colour", "blue"), input.metadata());
    assertEquals("text/plain", input.contentType());
    Body body = input.body();
    assertEquals(7, body.length());
    assertEquals("content", new String(body.stream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void aStreamedAnswerIsNotHeld() throws IOException {
    Protocol s3 = PROTOCOLS.of("rest-xml", S3Api.API);
    GetObjectOutput output =
        GetObjectOutput.builder()
            .body(Body.of(new ByteArrayInputStream(new byte[5]), 5))
            .lastModified(Instant.parse("2026-11-20T16:00:00Z"))
            .metadata(Map.of("colour", "blue"))
            .build();
    HttpResponse response = s3.write(S3Api.GET_OBJECT, output, GET);
    Content.Stream stream = assertInstanceOf(Content.Stream.class, response.content());
    assertEquals(5, stream.length());
    assertEquals("Fri, 20 Nov 2026 16:00:00 GMT", response.headers().get("last-modified"));
    assertEquals("blue", response.headers().get("x-amz-meta-colour"));
  }

  @Test
  void aStretchOfContentIsPartial() {
    Protocol s3 = PROTOCOLS.of("rest-xml", S3Api.API);
    GetObjectOutput whole = GetObjectOutput.builder().contentLength(2L).build();
    GetObjectOutput stretch = whole.toBuilder().contentRange("bytes 1-2/4").build();
    assertEquals(200, s3.write(S3Api.GET_OBJECT, whole, GET).status());
    assertEquals(206, s3.write(S3Api.GET_OBJECT, stretch, GET).status());
  }

  @Test
  void anXmlPayloadIsRead() throws IOException {
    Protocol s3 = PROTOCOLS.of("rest-xml", S3Api.API);
    String document =
        "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a</Key></Object>"
            + "<Object><Key>b&amp;c</Key></Object><Quiet>true</Quiet></Delete>";
    DeleteObjectsRequest input =
        assertInstanceOf(
            DeleteObjectsRequest.class,
            s3.read(
                S3Api.DELETE_OBJECTS,
                request("POST", "/b?delete", document),
                Map.of("Bucket", "b")));
    Delete delete = input.delete();
    assertEquals(List.of("a", "b&c"), delete.objects().stream().map(o -> o.key()).toList());
    assertEquals(true, delete.quiet());
  }

  @Test
  void xmlBombsAndEntitiesAreRefused() {
    Protocol s3 = PROTOCOLS.of("rest-xml", S3Api.API);
    List<String> bad =
        List.of(
            "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Delete>&b;</Delete>",
            "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><Delete/>",
            "<Delete><Object><Key>&unknown;</Key></Object></Delete>",
            "<a>".repeat(10_000),
            "<Delete>",
            "{}");
    for (String document : bad) {
      ServiceException error =
          assertThrows(
              ServiceException.class,
              () -> s3.read(S3Api.DELETE_OBJECTS, request("POST", "/b?delete", document), Map.of()),
              document);
      assertEquals("MalformedXML", error.code());
    }
  }

  @Test
  void restJsonPassesABlobPayloadThrough() throws IOException {
    HttpRequest request =
        request("POST", "/endpoints/e/invocations", "1,2", "content-type", "text/csv");
    Protocol rest = PROTOCOLS.detect(request, SageMakerRuntimeApi.API);
    InvokeEndpointInput input =
        assertInstanceOf(
            InvokeEndpointInput.class,
            rest.read(SageMakerRuntimeApi.INVOKE_ENDPOINT, request, Map.of("EndpointName", "e")));
    assertEquals("e", input.endpointName());
    assertEquals("text/csv", input.contentType());
    assertEquals("1,2", new String(input.body(), StandardCharsets.UTF_8));
    assertNull(input.accept());
    assertEquals(Location.HEADER, input.modelShape().member("Accept").location());
  }
}
