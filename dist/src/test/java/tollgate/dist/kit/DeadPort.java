package tollgate.dist.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Addresses at which no provider answers. */
public final class DeadPort implements AutoCloseable {
  private static final int NEVER_LONGER_MILLIS = 200;

  private final ServerSocket server;
  private final List<Socket> waiting = new ArrayList<>();

  private DeadPort(ServerSocket server) {
    this.server = server;
  }

  /** Connections to it are refused: the port was free a moment ago. */
  public static URI refusing() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return address(server);
    }
  }

  /** Connections to it are neither accepted nor refused: its queue is full. */
  public static DeadPort ignoring() throws IOException {
    var dead = new DeadPort(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    while (dead.takesOneMore()) {
      if (dead.waiting.size() > 64) {
        throw new IOException("This system's queues do not fill.");
      }
    }
    return dead;
  }

  private boolean takesOneMore() throws IOException {
    var socket = new Socket();
    waiting.add(socket);
    try {
      socket.connect(
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
          NEVER_LONGER_MILLIS);
      return true;
    } catch (SocketTimeoutException full) {
      return false;
    }
  }

  /** Where it is. */
  public URI address() {
    return address(server);
  }

  private static URI address(ServerSocket server) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : waiting) {
      socket.close();
    }
  }
}
