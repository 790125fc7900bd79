package dev.sagebrush.services.sts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves JSON over HTTP on this machine, one connection after the other. */
final class KeyServer implements AutoCloseable {

  private final ServerSocket socket;
  private final Map<String, String> pages = new ConcurrentHashMap<>();

  KeyServer() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
    Thread.ofVirtual().name("key-server").start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  void page(String path, String json) {
    pages.put(path, json);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        answer(client);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void answer(Socket client) throws IOException {
    BufferedReader request =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String first = request.readLine();
    String line = first;
    while (line != null && !line.isEmpty()) {
      line = request.readLine();
    }
    String page = first == null ? null : pages.get(first.split(" ")[1]);
    byte[] body = (page == null ? "" : page).getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + (page == null ? "404 Not Found" : "200 OK")
            + "\r\nContent-Length: "
            + body.length
            + "\r\nConnection: close\r\n\r\n";
    OutputStream out = client.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
