package tollgate.invented;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.Json;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;

/** The engine itself: answers everything with the same words, without any network. */
final class AcmeExchange implements Exchange {
  private static final Pattern ENGINE = Pattern.compile("\"engine\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern LIVE = Pattern.compile("\"live\"\\s*:\\s*true");
  private static final int BYTES_PER_TOKEN = 4;

  private final String words;
  private final AcmeJournal journal;
  private final AtomicLong lastId = new AtomicLong();

  AcmeExchange(String words, AcmeJournal journal) {
    this.words = words;
    this.journal = journal;
  }

  @Override
  public ExchangeReply send(Sending sending) throws IOException {
    String body = text(sending.body());
    Matcher engine = ENGINE.matcher(body);
    String id = "acme-" + lastId.incrementAndGet();
    if (sending.method().equals("GET") || !engine.find()) {
      return new AcmeReply(
          head(200, id, "application/json"), List.of(line(Json.object("engine", "acme-1"))));
    }
    long read = body.length() / BYTES_PER_TOKEN;
    Json spent =
        Json.object("in", read, "out", (long) words.split(" ", -1).length, "again", read / 2);
    journal.add(id, engine.group(1), read, words.split(" ", -1).length);
    return LIVE.matcher(body).find()
        ? new AcmeReply(head(200, id, "application/x-ndjson"), live(engine.group(1), spent))
        : new AcmeReply(
            head(200, id, "application/json"),
            List.of(line(Json.object("engine", engine.group(1), "words", words, "spent", spent))));
  }

  private static String text(List<ByteBuffer> slices) {
    var bytes = new ByteArrayOutputStream();
    for (ByteBuffer slice : slices) {
      byte[] copy = new byte[slice.remaining()];
      slice.duplicate().get(copy);
      bytes.writeBytes(copy);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static ReplyHead head(int status, String id, String type) {
    return new ReplyHead(
        status,
        Headers.of("content-type", type, "x-acme-id", id, "x-acme-account", "road@acme.test"));
  }

  private List<byte[]> live(String engine, Json spent) {
    var lines = new ArrayList<byte[]>();
    for (String word : words.split(" ", -1)) {
      lines.add(line(Json.object("words", word + " ")));
    }
    lines.add(line(Json.object("over", true, "engine", engine, "spent", spent)));
    return lines;
  }

  private static byte[] line(Json value) {
    return (Json.encode(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
