package tollgate.runtime.relay;

import java.util.List;
import java.util.function.Supplier;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.Usage;

/**
 * Stands between a plugin's reader and the relay: whatever the reader throws ends the reading,
 * never the relaying. What was counted until then is kept.
 */
final class GuardedReader {

  private final ReplyReader reader;
  private final RelayWatch watch;
  private boolean blind;

  GuardedReader(ReplyReader reader, RelayWatch watch) {
    this.reader = reader;
    this.watch = watch;
  }

  Framing framing() {
    return guarded(reader::framing, Framing.WHOLE);
  }

  boolean filters() {
    return guarded(reader::filters, false);
  }

  Disposition event(StreamEvent event) {
    if (blind) {
      return Disposition.KEEP;
    }
    try {
      return reader.event(event);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
      goBlind("the reader failed on an event", thrown);
      return Disposition.KEEP;
    }
  }

  void whole(JsonView body) {
    if (!blind) {
      guarded(
          () -> {
            reader.whole(body);
            return true;
          },
          false);
    }
  }

  /** Stops showing anything to the reader; told to the watch the first time. */
  void goBlind(String reason, Throwable cause) {
    if (!blind) {
      blind = true;
      watch.blind(reason, cause);
    }
  }

  boolean isBlind() {
    return blind;
  }

  /** Whether the end was seen; a blind reader cannot know. */
  boolean ended() {
    return !blind && guarded(reader::ended, false);
  }

  String fault() {
    return guarded(reader::fault, "");
  }

  /** Usage as it is known now. */
  Usage running() {
    return guarded(reader::running, Usage.UNKNOWN);
  }

  /**
   * Usage to settle with.
   *
   * @param complete whether the upstream ended its reply properly
   */
  Usage settled(boolean complete) {
    if (!blind && (complete || ended())) {
      Usage told = guarded(reader::usage, Usage.UNKNOWN);
      if (told.provenance() != Provenance.UNKNOWN) {
        return told;
      }
    }
    return running();
  }

  List<byte[]> ending(Refusal refusal, Manner manner) {
    return blind ? List.of() : guarded(() -> reader.ending(refusal, manner), List.of());
  }

  private <T> T guarded(Supplier<T> call, T otherwise) {
    try {
      return call.get();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
      goBlind("the reader failed", thrown);
      return otherwise;
    }
  }
}
