package tollgate.runtime.checkup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Whether the gateway can listen where it is told to, or does so already.
 *
 * @param host an address or a name of this machine
 * @param running whether the gateway runs
 */
public record PortCheck(String host, int port, boolean running) implements Check {

  @Override
  public String name() {
    return "port";
  }

  @Override
  public List<Finding> run() {
    return List.of(look());
  }

  private Finding look() {
    String address = host + ":" + port;
    if (port == 0) {
      return Finding.pass("A free port is chosen at each start.");
    }
    if (running) {
      return Finding.pass(address + " is this gateway's own.");
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true); // as the listener does: what an ended program left is no harm
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return Finding.pass(address + " is free.");
    } catch (UnknownHostException unknown) {
      return Finding.fail(
          "This machine knows no address \"" + host + "\".", "listener.host", "Correct it.");
    } catch (IOException taken) {
      return Finding.fail(
          "The gateway could not listen: " + taken.getMessage() + ".",
          address,
          "End the program that listens there (Linux: ss -ltnp, macOS: lsof -i :"
              + port
              + "), or set another listener.port.");
    }
  }
}
