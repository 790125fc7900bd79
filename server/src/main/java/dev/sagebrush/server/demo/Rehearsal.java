package dev.sagebrush.server.demo;

import dev.sagebrush.server.RunningServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the server is trained on while its AOT cache is made: the demo, then the same calls over the
 * wire, signed. Takes the folder of the data sets as its argument.
 */
public final class Rehearsal {

  private static final int ROUNDS = 20;

  private Rehearsal() {}

  /** Runs it, showing nothing. */
  public static void main(String[] arguments) throws Exception {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Demo.perform(new Screen(nowhere, false), Path.of(arguments[0]), Rehearsal::overTheWire);
  }

  private static void overTheWire(RunningServer server) throws IOException {
    URI url = URI.create(server.url());
    SignedRequest signer = new SignedRequest(url, server.machine());
    String row = "17.99,10.38,122.8,1001.0";
    for (int i = 0; i < ROUNDS; i++) {
      send(url, signer.of("GET", "/_sagebrush/health", "s3", "", ""));
      send(url, signer.of("PUT", "/sagebrush-rehearsal", "s3", "", ""));
      send(url, signer.of("PUT", "/sagebrush-rehearsal/key", "s3", "", "content"));
      send(url, signer.of("GET", "/sagebrush-rehearsal/key", "s3", "", ""));
      send(url, signer.of("GET", "/sagebrush-rehearsal", "s3", "", ""));
      send(url, signer.of("POST", "/", "sagemaker", "SageMaker.ListTrainingJobs", "{}"));
      String job = "{\"TrainingJobName\":\"demo-xgboost\"}";
      send(url, signer.of("POST", "/", "sagemaker", "SageMaker.DescribeTrainingJob", job));
      send(url, signer.of("POST", "/endpoints/demo-xgboost/invocations", "sagemaker", "", row));
    }
  }

  private static void send(URI url, byte[] request) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }
}
