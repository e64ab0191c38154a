package tollgate.runtime.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.AccessProblem;

/** Reads the events of a running gateway as they come. */
final class AdminEvents {
  private static final String NAME = "event: ";
  private static final String DATA = "data: ";

  private final GatewayAddress.Told gateway;
  private final String token;

  AdminEvents(GatewayAddress.Told gateway, String token) {
    this.gateway = gateway;
    this.token = token;
  }

  void tell(BiConsumer<String, Json> events) {
    var request =
        HttpRequest.newBuilder(gateway.address().resolve("/admin/events"))
            .header("x-admin-token", token)
            .build();
    try (var client = gateway.client()) {
      HttpResponse<InputStream> reply = client.send(request, BodyHandlers.ofInputStream());
      try (var lines =
          new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8))) {
        if (reply.statusCode() != 200) {
          throw AccessProblem.ADMIN_UNREACHABLE.exception(
              "it does not tell its events, with status " + reply.statusCode(),
              "Run the command as the gateway's user, with the gateway's settings.");
        }
        read(lines, events);
      }
      client.shutdownNow();
    } catch (IOException gone) {
      throw AccessProblem.ADMIN_UNREACHABLE.exception(
          "its events ended", "Look at its log; it may be ending.");
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static void read(BufferedReader lines, BiConsumer<String, Json> events)
      throws IOException {
    String name = "";
    String line = lines.readLine();
    while (line != null) {
      if (line.startsWith(NAME)) {
        name = line.substring(NAME.length());
      } else if (line.startsWith(DATA)) {
        tell(name, line.substring(DATA.length()), events);
      }
      line = lines.readLine();
    }
  }

  private static void tell(String name, String data, BiConsumer<String, Json> events) {
    try {
      events.accept(name, JsonText.parse(data));
    } catch (MalformedJson never) {
      throw new IllegalStateException("an event of ours cannot be read", never);
    }
  }
}
