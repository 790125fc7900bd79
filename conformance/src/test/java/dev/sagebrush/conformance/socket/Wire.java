package dev.sagebrush.conformance.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Connections that carry exactly the bytes they are given. */
final class Wire {

  private static final int PATIENCE_MILLIS = 15_000;

  private final int port;

  Wire(int port) {
    this.port = port;
  }

  /** A new connection; reading from it fails after 15 s of silence. */
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Sends and reads until the server closes: the request must ask for that, or be refused. */
  Answer send(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
      return Answer.parse(socket.getInputStream().readAllBytes());
    }
  }

  Answer send(String request) throws IOException {
    return send(request.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a piece of a request and hangs up. */
  void abandon(String piece) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(piece.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Whether the server is in good health: asked over a connection of its own. */
  boolean healthy() throws IOException {
    return send("GET /_sagebrush/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .status()
        == 200;
  }
}
