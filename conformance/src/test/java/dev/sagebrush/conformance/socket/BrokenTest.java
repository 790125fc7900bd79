package dev.sagebrush.conformance.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Requests that are no requests, or more than one should have to read. */
final class BrokenTest extends SocketTest {

  private static final String CLOSE = "Connection: close\r\n\r\n";

  private static SignedRequest sageMaker(String operation, String body) {
    return new SignedRequest("POST", "sagemaker")
        .header("X-Amz-Target", "SageMaker." + operation)
        .header("Content-Type", "application/x-amz-json-1.1")
        .body(body);
  }

  private static SignedRequest query(String service, String body) {
    return new SignedRequest("POST", service)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(body);
  }

  @Test
  void knowsNoSuchOperation() throws IOException {
    send(sageMaker("MakeCoffee", "{}")).assertJsonError(400, "UnknownOperationException");
    send(query("sts", "Action=MakeCoffee&Version=2011-06-15")).assertXmlError(400, "InvalidAction");
    Answer missing = send(sageMaker("CreateApp", "{}"));
    assertTrue(missing.status() >= 400, missing::toString);
  }

  @Test
  void refusesBadJson() throws IOException {
    for (String bad : List.of("{", "[]", "{\"MaxResults\":}", "nonsense", "{\"MaxResults\":1}}")) {
      send(sageMaker("ListModels", bad)).assertJsonError(400, "SerializationException");
    }
    String deep = "{\"a\":".repeat(20_000);
    send(sageMaker("ListModels", deep)).assertJsonError(400, "SerializationException");
  }

  @Test
  void refusesWhatTheModelForbids() throws IOException {
    Answer answer = send(sageMaker("DescribeModel", "{\"ModelName\":\"-\"}"));
    answer.assertJsonError(400, "ValidationException");
    assertTrue(
        answer.body().contains("1 validation error detected: Value '-' at 'modelName'"),
        answer::toString);
  }

  @Test
  void doesNotGoOffWithABomb() throws IOException {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE b [<!ENTITY a0 \"boom\">");
    for (int level = 1; level < 30; level++) {
      bomb.append("<!ENTITY a").append(level).append(" \"");
      bomb.append(("&a" + (level - 1) + ";").repeat(10)).append("\">");
    }
    bomb.append("]><Delete><Object><Key>&a29;</Key></Object></Delete>");
    String file =
        "<!DOCTYPE b [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
            + "<Delete><Object><Key>&f;</Key></Object></Delete>";
    for (String body : List.of(bomb.toString(), file, "<Delete>", "nonsense", "<a/><b/>")) {
      Answer answer =
          send(
              new SignedRequest("POST", "s3")
                  .path("/" + BUCKET)
                  .query("delete", "")
                  .header("Content-MD5", md5(body))
                  .body(body));
      answer.assertXmlError(400, "MalformedXML");
      assertTrue(!answer.body().contains("root:"), answer::toString);
    }
  }

  private static String md5(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void refusesHeadersWithoutEnd() throws IOException {
    String line = "X-Filler: " + "f".repeat(8000) + "\r\n";
    Answer answer = wire().send("GET / HTTP/1.1\r\nHost: localhost\r\n" + line.repeat(20) + CLOSE);
    assertTrue(answer.status() == 400 || answer.status() == 431, answer::toString);
    Answer longLine = wire().send("GET /" + "x".repeat(200_000) + " HTTP/1.1\r\n" + CLOSE);
    assertTrue(longLine.status() >= 400 && longLine.status() < 500, longLine::toString);
  }

  @Test
  void refusesWhatIsNoHttp() throws IOException {
    for (String noise :
        List.of(
            "\u0001\u0002\u0003\u0004 nonsense\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: localhost\r\n" + CLOSE,
            "GET / HTTP/1.1\r\n" + CLOSE,
            "PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n" + CLOSE,
            "PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1, 2\r\n" + CLOSE,
            "PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n"
                + CLOSE
                + "0\r\n\r\n",
            "PUT /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                + CLOSE
                + "zz\r\n")) {
      Answer answer = wire().send(noise);
      assertTrue(answer.status() >= 400 && answer.status() <= 505, () -> noise + answer);
    }
  }

  @Test
  void survivesNoise() throws IOException {
    Random random = new Random(9);
    for (int round = 0; round < 200; round++) {
      byte[] noise = new byte[1 + random.nextInt(400)];
      random.nextBytes(noise);
      try (Socket socket = wire().connect()) {
        socket.getOutputStream().write(noise);
      }
    }
  }

  @Test
  void letsGoOfHalfRequests() throws IOException {
    String whole =
        new String(
            new SignedRequest("PUT", "s3")
                .path("/" + BUCKET + "/half")
                .body("0123456789".repeat(100))
                .bytes(server().port()),
            ISO_8859_1);
    for (int cut = 1; cut < whole.length(); cut += 37) {
      wire().abandon(whole.substring(0, cut));
    }
    send(new SignedRequest("GET", "s3").path("/" + BUCKET + "/half"))
        .assertXmlError(404, "NoSuchKey");
  }

  @Test
  void answersOthersWhileSomeSayNothing() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int n = 0; n < 200; n++) {
        Socket socket = wire().connect();
        silent.add(socket);
        socket.getOutputStream().write("PUT /x HTTP/1.1\r\nHost: lo".getBytes(UTF_8));
      }
      assertTrue(wire().healthy());
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void readsZippedBodies() throws IOException {
    String put =
        "Action=PutMetricData&Version=2010-08-01&Namespace=zipped&MetricData.member.1.MetricName=m"
            + "&MetricData.member.1.Value=4";
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(put.getBytes(UTF_8));
    }
    Answer answer =
        send(query("monitoring", "").body(zipped.toByteArray()).header("Content-Encoding", "gzip"));
    assertEquals(200, answer.status(), answer::toString);
    Answer listed =
        send(query("monitoring", "Action=ListMetrics&Version=2010-08-01&Namespace=zipped"));
    assertTrue(listed.body().contains("<MetricName>m</MetricName>"), listed::toString);
  }

  @Test
  void refusesABodyThatUnzipsWithoutEnd() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      byte[] zeros = new byte[1 << 20];
      for (int megabyte = 0; megabyte < 200; megabyte++) {
        out.write(zeros);
      }
    }
    Answer answer =
        send(query("monitoring", "").body(zipped.toByteArray()).header("Content-Encoding", "gzip"));
    assertTrue(answer.status() == 400 || answer.status() == 413, answer::toString);
  }
}
