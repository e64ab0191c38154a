package tollgate.runtime.bench;

import java.util.List;
import tollgate.api.call.Refusal;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.JsonView;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/** Looks at each event as a dialect's reader does. */
final class UsageReader implements ReplyReader {

  private final boolean filters;
  private long output;
  private long text;

  UsageReader(boolean filters) {
    this.filters = filters;
  }

  @Override
  public Framing framing() {
    return Framing.SSE;
  }

  @Override
  public boolean filters() {
    return filters;
  }

  @Override
  public Disposition event(StreamEvent event) {
    JsonView data = event.json();
    if (data.at("/type").isText("content_block_delta")) {
      text += data.at("/delta/text").byteLength();
    }
    output = Math.max(output, data.at("/usage/output_tokens").asLong().orElse(0));
    return data.at("/error").exists() ? Disposition.DROP : Disposition.KEEP;
  }

  @Override
  public void whole(JsonView body) {
    text = body.byteLength();
  }

  @Override
  public boolean ended() {
    return false;
  }

  @Override
  public String fault() {
    return "";
  }

  @Override
  public Usage running() {
    return Usage.exact(TokenCounts.of(text, output), "");
  }

  @Override
  public Usage usage() {
    return running();
  }

  @Override
  public List<byte[]> ending(Refusal refusal) {
    return List.of();
  }
}
