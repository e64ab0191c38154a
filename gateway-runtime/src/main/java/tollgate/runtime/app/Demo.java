package tollgate.runtime.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.call.CallEvent;
import tollgate.runtime.call.CallFeed;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.Timings;

/**
 * Plays recorded calls through a running gateway, over real sockets, and tells what the gateway
 * made of them: a line per call as it ends, then what each tool used.
 */
public final class Demo {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Gateway gateway;
  private final PrintWriter out;

  /** A demonstration that writes to {@code out}. */
  public Demo(Gateway gateway, PrintWriter out) {
    this.gateway = gateway;
    this.out = out;
  }

  /**
   * Plays the calls of a script file one after the other and prints what came of them.
   *
   * @throws IOException when the gateway does not answer
   */
  public void play(Path script) throws IOException, InterruptedException {
    var from = Instant.now();
    var calls = DemoScript.read(script).calls();
    out.printf(Locale.ROOT, "Playing %d calls through %s%n%n", calls.size(), gateway.url());
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var watcher = gateway.feed().watch()) {
      for (DemoScript.Step step : calls) {
        send(client, step);
        printEnd(step, watcher);
      }
    }
    gateway.awaitRows();
    out.println();
    out.println(table(from));
    out.flush();
  }

  private void send(HttpClient client, DemoScript.Step step)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(gateway.url() + step.target()))
            .method(step.method(), HttpRequest.BodyPublishers.ofString(step.body()));
    step.headers().forEach(request::header);
    client.send(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  private void printEnd(DemoScript.Step step, CallFeed.Watcher watcher)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      var event = watcher.next(PATIENCE);
      if (event.isPresent() && event.get() instanceof CallEvent.Finished finished) {
        out.println(line(step, finished));
        out.flush();
        return;
      }
    }
  }

  private static String line(DemoScript.Step step, CallEvent.Finished call) {
    TokenCounts tokens = call.tokens();
    return String.format(
        Locale.ROOT,
        "%3d  %-34s %-12s %-18s in %,7d (%,6d cached)  out %,5d  %10s  %5s",
        call.status(),
        step.as(),
        call.identity().tool(),
        call.model(),
        tokens.context(),
        tokens.cacheRead(),
        tokens.output(),
        cost(call.bill()),
        millis(call.timings().totalNanos()));
  }

  private String table(Instant from) {
    var table =
        new TextTable(
            "tool",
            "instance",
            "model",
            "calls>",
            "tokens>",
            "cached>",
            "cost>",
            "p50>",
            "first byte>");
    for (var row : gateway.reports().toolTable(from)) {
      table.row(
          row.tool(),
          row.instance().isEmpty() ? "-" : row.instance(),
          row.model(),
          Long.toString(row.calls()),
          String.format(Locale.ROOT, "%,d", row.tokens()),
          String.format(Locale.ROOT, "%,d", row.cached()),
          row.unpriced() > 0 ? "unknown" : row.cost().toString(),
          millis(row.latency().toNanos()),
          millis(row.firstByte().toNanos()));
    }
    return table.render();
  }

  private static String cost(Bill bill) {
    return bill.status() == CostStatus.UNPRICED ? "unknown" : bill.amount().toString();
  }

  private static String millis(long nanos) {
    return nanos == Timings.UNKNOWN ? "-" : Duration.ofNanos(nanos).toMillis() + " ms";
  }
}
