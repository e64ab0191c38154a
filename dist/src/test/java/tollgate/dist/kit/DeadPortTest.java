package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class DeadPortTest {

  @Test
  void aRefusingPortRefuses() throws Exception {
    URI address = DeadPort.refusing();

    assertThrows(ConnectException.class, () -> connect(address));
  }

  @Test
  void anIgnoringPortLetsWait() throws Exception {
    try (DeadPort dead = DeadPort.ignoring()) {
      assertThrows(SocketTimeoutException.class, () -> connect(dead.address()));
    }
  }

  private static void connect(URI address) throws Exception {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 300);
    }
  }
}
