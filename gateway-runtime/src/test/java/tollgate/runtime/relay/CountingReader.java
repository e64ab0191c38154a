package tollgate.runtime.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tollgate.api.call.Refusal;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/** A reader whose usage is a fingerprint of what it saw: how many events, of how many bytes. */
final class CountingReader implements ReplyReader {

  static final String ENDING = "event: end\ndata: {\"stopped\":true}\n\n";

  /** The same of a JSON array. */
  static final List<String> LAST_ITEMS = List.of("{\"sentence\":1}", "{\"stopped\":true}");

  private final Framing framing;
  private Predicate<StreamEvent> dropped = event -> false;
  private boolean filters;
  private Predicate<StreamEvent> last = event -> event.isText("[DONE]");
  private Consumer<StreamEvent> alsoDo = event -> {};
  private long events;
  private long fingerprint;
  private boolean ended;
  JsonView.Kind whole = JsonView.Kind.MISSING;
  int wholes;

  CountingReader(Framing framing) {
    this.framing = framing;
  }

  static CountingReader sse() {
    return new CountingReader(Framing.SSE);
  }

  CountingReader dropping(Predicate<StreamEvent> predicate) {
    dropped = predicate;
    filters = true;
    return this;
  }

  CountingReader endingWith(Predicate<StreamEvent> predicate) {
    last = predicate;
    return this;
  }

  CountingReader doing(Consumer<StreamEvent> action) {
    alsoDo = action;
    return this;
  }

  long events() {
    return events;
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public boolean filters() {
    return filters;
  }

  @Override
  public Disposition event(StreamEvent event) {
    alsoDo.accept(event);
    events++;
    fingerprint = fingerprint * 31 + event.name().hashCode() + event.json().byteLength();
    fingerprint &= Integer.MAX_VALUE;
    ended |= last.test(event);
    return dropped.test(event) ? Disposition.DROP : Disposition.KEEP;
  }

  @Override
  public void whole(JsonView body) {
    wholes++;
    whole = body.kind();
    fingerprint = body.byteLength();
    ended = true;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public String fault() {
    return "";
  }

  @Override
  public Usage running() {
    return counted(Provenance.RUNNING);
  }

  @Override
  public Usage usage() {
    return ended ? counted(Provenance.EXACT) : Usage.UNKNOWN;
  }

  @Override
  public List<byte[]> ending(Refusal refusal) {
    return switch (framing) {
      case WHOLE -> List.of();
      case JSON_ARRAY ->
          List.of(
              LAST_ITEMS.getFirst().getBytes(StandardCharsets.UTF_8),
              LAST_ITEMS.getLast().getBytes(StandardCharsets.UTF_8));
      case SSE, NDJSON ->
          List.of(
              ENDING.substring(0, 11).getBytes(StandardCharsets.UTF_8),
              ENDING.substring(11).getBytes(StandardCharsets.UTF_8));
    };
  }

  private Usage counted(Provenance provenance) {
    var tokens = TokenCounts.of(events, fingerprint);
    return new Usage(tokens, provenance, "", "", 0);
  }
}
