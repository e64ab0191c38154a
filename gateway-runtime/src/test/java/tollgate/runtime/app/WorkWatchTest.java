package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.runtime.event.Progress;

/** A gateway that answers a long request only after it was asked how far it is. */
@Timeout(60)
class WorkWatchTest {
  private static final String PATH = "/admin/ledger/verify";

  private final List<String> heard = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private ServerSocket gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    gateway.close();
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d%s".formatted(gateway.getLocalPort(), path)));
  }

  /** Gives these answers to questions in between, and then that to the work; none for no text. */
  private void serve(String last, String... between) {
    Thread.ofVirtual()
        .start(() -> {
          var questions = new ArrayDeque<>(List.of(between));
          Optional<Socket> work = Optional.empty();
          try {
            while (work.isEmpty() || !questions.isEmpty()) {
              Socket asked = gateway.accept();
              if (head(asked).startsWith("POST ")) {
                work = Optional.of(asked);
              } else {
                answer(asked, questions.isEmpty() ? "{}" : questions.remove());
              }
            }
            answer(work.orElseThrow(), last);
            while (true) { // one more question may be on its way
              answer(gateway.accept(), "{}");
            }
          } catch (IOException over) {
            return;
          }
        });
  }

  private static String head(Socket socket) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString();
  }

  private static void answer(Socket socket, String body) throws IOException {
    try (socket) {
      if (!body.isEmpty()) {
        String answer =
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s"
                .formatted(body.length(), body);
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private HttpResponse<String> ask() throws Exception {
    var watch = new WorkWatch(client, request("/admin/works").build(), Duration.ofMillis(1));
    HttpRequest work = request(PATH).POST(BodyPublishers.noBody()).build();
    return Progress.heard((done, all) -> heard.add(done + " of " + all), () -> watch.send(work));
  }

  @Test
  void tellsHowFarTheWorkIsThatWasAskedForUntilItIsDone() throws Exception {
    serve(
        "done",
        "{\"works\":[]}",
        "{\"works\":[{\"path\":\"/admin/backups\",\"done\":1,\"all\":2},"
            + "{\"path\":\"/admin/ledger/verify\",\"done\":3,\"all\":20}]}",
        "no gateway of this version",
        "{\"works\":[{\"path\":\"/admin/ledger/verify\",\"done\":17,\"all\":20}]}");

    assertEquals("done", ask().body());

    assertEquals(List.of("3 of 20", "17 of 20"), heard);
  }

  @Test
  void aGatewayThatEndsMeanwhileIsToldOf() {
    serve("", "{\"works\":[]}");

    assertThrows(IOException.class, this::ask);
  }
}
