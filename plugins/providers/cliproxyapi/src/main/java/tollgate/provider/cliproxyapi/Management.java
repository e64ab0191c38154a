package tollgate.provider.cliproxyapi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tollgate.api.json.Json;

/**
 * The management API of one CLIProxyAPI server. Five wrong keys in a row lock this machine out
 * there for half an hour, for every program on it; so after one refusal nothing more is asked with
 * this key for that long. Safe for any thread; asking blocks.
 */
final class Management implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration REST = Duration.ofMinutes(31);
  private static final int LONGEST_ANSWER = 1 << 20;

  private final URI base;
  private final String key;
  private final InstantSource clock;
  private final HttpClient client;
  private volatile Instant restsUntil = Instant.MIN;

  Management(URI base, String key, InstantSource clock) {
    this.base = base;
    this.key = key;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER) // the key goes nowhere else
            .build();
  }

  /** Reads a document. */
  Json get(String path) throws IOException {
    return ask(request(path).GET());
  }

  /** Sends a document and reads the answer. */
  Json post(String path, Json document) throws IOException {
    return ask(
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(Json.encode(document))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + "/v0/management/" + path))
        .timeout(PATIENCE)
        .header("authorization", "Bearer " + key);
  }

  private Json ask(HttpRequest.Builder request) throws IOException {
    if (clock.instant().isBefore(restsUntil)) {
      throw new IOException(
          "CLIProxyAPI refused the management key; it is left alone until "
              + restsUntil
              + ", or until the plugin is loaded with another");
    }
    HttpResponse<InputStream> answer = send(request.build());
    String body;
    try (InputStream in = answer.body()) {
      byte[] read = in.readNBytes(LONGEST_ANSWER + 1);
      if (read.length > LONGEST_ANSWER) {
        throw new IOException("CLIProxyAPI answered with more than a megabyte");
      }
      body = new String(read, StandardCharsets.UTF_8);
    }
    if (answer.statusCode() == 401 || answer.statusCode() == 403) {
      restsUntil = clock.instant().plus(REST);
      throw new IOException(
          "CLIProxyAPI refused the management key with "
              + answer.statusCode()
              + "; correct management-key, or allow management there");
    }
    if (answer.statusCode() != 200) {
      throw new IOException("CLIProxyAPI's management answered " + answer.statusCode());
    }
    return JsonReader.read(body);
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the wait for CLIProxyAPI was interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
