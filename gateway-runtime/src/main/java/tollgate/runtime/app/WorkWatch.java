package tollgate.runtime.app;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tollgate.api.json.Json;
import tollgate.runtime.event.Progress;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

/**
 * Waits for the answer to a request that may take long, and asks the same gateway meanwhile how far
 * it is, for whoever listens.
 *
 * @param client for both; not closed here
 * @param works asks for the changes under way
 * @param pause how long to wait before each time it asks
 */
record WorkWatch(HttpClient client, HttpRequest works, Duration pause) {

  /** The answer. */
  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    var reply = client.sendAsync(request, BodyHandlers.ofString());
    try {
      while (true) {
        try {
          return reply.get(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException working) { // that is the time to ask
          tell(request.uri().getPath());
        }
      }
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } finally {
      boolean _ = reply.cancel(true); // of no effect once it is there
    }
  }

  /** Who is not told waits all the same. */
  private void tell(String path) throws InterruptedException {
    try {
      HttpResponse<String> told = client.send(works, BodyHandlers.ofString());
      if (told.statusCode() == 200 && JsonText.parse(told.body()) instanceof Json.Obj(var all)) {
        tell(all.getOrDefault("works", Json.NULL), path);
      }
    } catch (IOException | MalformedJson silent) {
      return;
    }
  }

  private static void tell(Json works, String path) {
    if (works instanceof Json.Arr(var items)) {
      items.stream()
          .filter(Json.Obj.class::isInstance)
          .map(item -> ((Json.Obj) item).members())
          .filter(work -> Json.text(path).equals(work.get("path")))
          .findFirst()
          .ifPresent(work -> Progress.at(number(work, "done"), number(work, "all")));
    }
  }

  private static long number(Map<String, Json> work, String name) {
    return work.getOrDefault(name, Json.NULL) instanceof Json.Num(var value)
        ? value.longValue()
        : 0;
  }
}
