package tollgate.invented;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import tollgate.api.call.Refusal;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/** Follows one reply; counts words as they come, and believes the figures at the end. */
final class AskReader implements ReplyReader {
  private static final int BYTES_PER_TOKEN = 4;
  private static final int TEXT_LIMIT = 1024;

  private final boolean live;
  private long wordBytes;
  private boolean ended;
  private String fault = "";
  private Usage told = Usage.UNKNOWN;

  AskReader(boolean live) {
    this.live = live;
  }

  @Override
  public Framing framing() {
    return live ? Framing.NDJSON : Framing.WHOLE;
  }

  @Override
  public Disposition event(StreamEvent event) {
    read(event.json());
    ended |= event.json().at("/over").isTrue();
    return Disposition.KEEP;
  }

  @Override
  public void whole(JsonView body) {
    read(body);
    ended = true;
  }

  private void read(JsonView part) {
    wordBytes += part.at("/words").byteLength();
    part.at("/no/text").asText(TEXT_LIMIT).ifPresent(text -> fault = text);
    JsonView spent = part.at("/spent");
    if (spent.at("/in").asLong().isPresent()) {
      String engine = part.at("/engine").asText(TEXT_LIMIT).orElse("");
      told = Usage.exact(tokens(spent), engine);
    }
  }

  private static TokenCounts tokens(JsonView spent) {
    long read = count(spent, "/in");
    long again = Math.min(read, count(spent, "/again"));
    return new TokenCounts(read - again, count(spent, "/out"), again, 0, 0, 0, 0, 0);
  }

  private static long count(JsonView spent, String pointer) {
    return Math.max(0, spent.at(pointer).asLong().orElse(0));
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public String fault() {
    return fault;
  }

  @Override
  public Usage running() {
    long counted = Math.max(told.tokens().output(), wordBytes / BYTES_PER_TOKEN);
    TokenCounts tokens = told.tokens().max(TokenCounts.of(0, counted));
    return new Usage(tokens, Provenance.RUNNING, told.servedModel(), "", 0);
  }

  @Override
  public Usage usage() {
    return told;
  }

  @Override
  public List<byte[]> ending(Refusal refusal) {
    if (!live) {
      return List.of();
    }
    var members = new LinkedHashMap<String, Json>();
    members.put("over", Json.of(true));
    members.putAll(AskDialect.no(refusal, "").members());
    String line = Json.encode(new Json.Obj(members)) + "\n";
    return List.of(line.getBytes(StandardCharsets.UTF_8));
  }
}
