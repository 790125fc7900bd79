package dev.sagebrush.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Settings;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.CreateBucketRequest;
import dev.sagebrush.model.s3.ListBucketsRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.sagemaker.CreateModelInput;
import dev.sagebrush.model.sagemaker.CreatePipelineRequest;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServerTest {

  @TempDir Path folder;

  private RunningServer start(String... more) throws IOException {
    List<String> line = new java.util.ArrayList<>(List.of("--port=0", "--data=" + folder));
    line.addAll(List.of(more));
    return RunningServer.start(Settings.read(line, Map.of()));
  }

  private static HttpResponse<String> get(RunningServer server, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void itSaysThatItIsReadyAndCountsItsCalls() throws Exception {
    try (RunningServer server = start()) {
      assertTrue(get(server, "/_sagebrush/health").body().contains("\"ready\""));
      HttpResponse<String> refused = get(server, "/bucket/key");
      assertEquals(404, refused.statusCode());
      assertTrue(refused.body().contains("<Code>NoSuchBucket</Code>"), refused.body());
      assertTrue(get(server, "/_sagebrush/metrics").body().contains("outcome=\"NoSuchBucket\""));
    }
  }

  @Test
  void whatItKeepsIsThereAfterARestart() throws Exception {
    try (RunningServer server = start()) {
      Call.as(
          server.rootCall("test"),
          () ->
              server
                  .caller()
                  .call(S3Api.CREATE_BUCKET, CreateBucketRequest.builder().bucket("kept").build()));
    }
    try (RunningServer server = start()) {
      var buckets =
          Call.as(
              server.rootCall("test"),
              () -> server.caller().call(S3Api.LIST_BUCKETS, ListBucketsRequest.builder().build()));
      assertEquals("kept", buckets.buckets().getFirst().name());
    }
  }

  @Test
  void itDoesNotStartWithAnotherMasterKeyThanItsDataHas() throws Exception {
    start().close();
    Files.delete(folder.resolve("master.key"));
    IOException refused = assertThrows(IOException.class, this::start);
    assertTrue(String.valueOf(refused.getMessage()).contains("bring back the file master.key"));
  }

  @Test
  void oneFolderHasOneServer() throws Exception {
    try (RunningServer first = start()) {
      IOException taken = assertThrows(IOException.class, this::start);
      assertTrue(String.valueOf(taken.getMessage()).contains("another server runs"));
      assertTrue(get(first, "/_sagebrush/health").body().contains("ready"));
    }
  }

  @Test
  void callsFromWithinAreCheckedAsThoseFromWithoutAre() throws Exception {
    try (RunningServer server = start()) {
      Call call = server.rootCall("test");
      CreateModelInput bad = CreateModelInput.builder().modelName("-no-").build();
      ServiceException invalid =
          assertThrows(
              ServiceException.class,
              () -> Call.as(call, () -> server.caller().call(SageMakerApi.CREATE_MODEL, bad)));
      assertEquals("ValidationException", invalid.code());
      CreatePipelineRequest pipeline =
          CreatePipelineRequest.builder()
              .pipelineName("p")
              .clientRequestToken("0123456789012345678901234567890123")
              .roleArn("arn:aws:iam::000000000000:role/r")
              .build();
      ServiceException missing =
          assertThrows(
              ServiceException.class,
              () ->
                  Call.as(
                      call, () -> server.caller().call(SageMakerApi.CREATE_PIPELINE, pipeline)));
      assertEquals("NotImplemented", missing.code());
      assertEquals(501, missing.status());
    }
  }

  @Test
  void beyondThisMachineItSpeaksOnlyInPrivate() throws Exception {
    Path none = folder.resolve("none.pem");
    String certificate = "--tls-certificate=" + none;
    try (RunningServer server = start("--host=0.0.0.0", certificate, "--tls-key=" + none)) {
      HttpResponse<String> refused = get(server, "/bucket/key");
      assertEquals(403, refused.statusCode());
      assertTrue(refused.body().contains("https only"), refused.body());
      assertEquals(200, get(server, "/_sagebrush/health").statusCode());
    }
  }
}
