package tollgate.runtime.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tollgate.runtime.alert.Courier;

/** Carries alerts over HTTP. Each goes over a connection of its own: there are few of them. */
final class AlertCourier implements Courier {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public int post(URI target, Map<String, String> fields, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(target).timeout(PATIENCE).POST(BodyPublishers.ofByteArray(body));
    fields.forEach(request::header);
    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // no offer to change that a receiver may not know
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
