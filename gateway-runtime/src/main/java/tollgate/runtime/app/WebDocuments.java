package tollgate.runtime.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import tollgate.api.json.Json;
import tollgate.api.net.DocumentReader;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

/**
 * The one way by which plugins read from the web. Asks for a document only in case it changed,
 * takes no more of it than a limit, waits no longer than a limit, and asks nobody while closed:
 * that is how the gateway stays offline, and how its start never waits for a network.
 */
final class WebDocuments implements DocumentReader {

  /** What a document may cost. */
  record Limits(long bytes, Duration connect, Duration total) {
    static final Limits ORDINARY =
        new Limits(32_000_000, Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  /** The gateway is not to ask the web now. */
  static final class Offline extends IOException {
    private static final long serialVersionUID = 1L;

    Offline(URI address) {
      super("staying offline, not asking " + address.getHost());
    }
  }

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final Limits limits;
  private final InstantSource clock;
  private volatile boolean open;

  WebDocuments(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** From now on the web may be asked. */
  void open() {
    open = true;
  }

  @Override
  public Optional<Document> read(URI address, String lastVersion) throws IOException {
    if (!open) {
      throw new Offline(address);
    }
    HttpResponse<byte[]> response = exchange(request(address, lastVersion));
    if (response.statusCode() == NOT_MODIFIED) {
      return Optional.empty();
    }
    if (response.statusCode() != OK) {
      throw new IOException(address + " answered " + response.statusCode());
    }
    byte[] body = inflated(response);
    String version = Validator.version(address, response.headers(), body);
    return version.equals(lastVersion)
        ? Optional.empty()
        : Optional.of(new Document(version, clock.instant(), parsed(address, body)));
  }

  private HttpRequest request(URI address, String lastVersion) throws IOException {
    try {
      var request =
          HttpRequest.newBuilder(address)
              .timeout(limits.total())
              .header("accept", "application/json, text/plain")
              .header("accept-encoding", "gzip")
              .header("user-agent", "tollgate");
      Validator.conditions(address, lastVersion).forEach(request::header);
      return request.build();
    } catch (IllegalArgumentException notOnTheWeb) {
      throw new IOException(address + " is no address of a document", notOnTheWeb);
    }
  }

  /** The time-out of a request ends with its head; a body may drip for ever, so all is timed. */
  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    try {
      CompletableFuture<HttpResponse<byte[]>> response =
          client.sendAsync(
              request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.bytes()));
      return response.get(limits.total().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new IOException(request.uri() + " cannot be read: " + words(failed), failed);
    } catch (TimeoutException tooSlow) {
      throw new IOException(
          request.uri() + " took longer than " + limits.total().toMillis() + " ms", tooSlow);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("told to end while reading " + request.uri());
    } finally {
      client.shutdownNow();
    }
  }

  /** A host that is not there is told by its name only. */
  private static String words(ExecutionException carried) {
    Throwable cause = carried.getCause() == null ? carried : carried.getCause();
    boolean told = cause.getMessage() != null && !cause.getMessage().isBlank();
    return told ? String.valueOf(cause.getMessage()) : "no connection came about";
  }

  private byte[] inflated(HttpResponse<byte[]> response) throws IOException {
    String coding = response.headers().firstValue("content-encoding").orElse("identity");
    return switch (coding) {
      case "identity" -> response.body();
      case "gzip", "x-gzip" -> {
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
          byte[] bytes = plain.readNBytes(Math.toIntExact(limits.bytes() + 1));
          if (bytes.length > limits.bytes()) {
            throw new IOException(
                response.uri() + " inflates to more than " + limits.bytes() + " bytes");
          }
          yield bytes;
        }
      }
      default -> throw new IOException(response.uri() + " is coded as " + coding);
    };
  }

  private static Json parsed(URI address, byte[] body) throws IOException {
    try {
      return JsonText.parse(body);
    } catch (MalformedJson malformed) {
      throw new IOException(address + " is not JSON: " + malformed.getMessage(), malformed);
    }
  }
}
