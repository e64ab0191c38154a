package tollgate.runtime.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

/** Asks a running gateway of this machine whether it is ready; nobody needs a token for that. */
final class ReadyQuestion {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ReadyQuestion() {}

  /** What it answers, ready or not; empty where it does not answer. */
  static Optional<Json> ask(GatewayAddress.Told gateway) {
    HttpClient.Builder asking =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .proxy(HttpClient.Builder.NO_PROXY);
    if (!gateway.certificate().isEmpty()) {
      asking.sslContext(PinnedGateway.context(gateway.certificate()));
    }
    try (HttpClient client = asking.build()) {
      URI ready = gateway.address().resolve("/ready");
      var request = HttpRequest.newBuilder(ready).timeout(PATIENCE).build();
      return Optional.of(JsonText.parse(client.send(request, BodyHandlers.ofString()).body()));
    } catch (IOException | MalformedJson silent) {
      return Optional.empty();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
