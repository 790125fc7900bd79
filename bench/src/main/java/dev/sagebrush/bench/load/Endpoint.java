package dev.sagebrush.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;

/**
 * Where a server listens.
 *
 * @param host a name or address
 * @param port of it
 */
public record Endpoint(String host, int port) {

  private static final int PATIENCE_MILLIS = 60_000;

  /** As the {@code Host} header says it. */
  public String authority() {
    return host + ":" + port;
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
    return socket;
  }
}
