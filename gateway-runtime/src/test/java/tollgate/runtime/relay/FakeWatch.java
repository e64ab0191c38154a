package tollgate.runtime.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.RefusalKind;
import tollgate.api.usage.Usage;

/** Writes down what it is told and ends the call when it is told to. */
final class FakeWatch implements RelayWatch {

  static final Refusal REFUSAL =
      new Refusal(RefusalKind.FORBIDDEN, "call.stopped", "Stopped.", "", Duration.ZERO, "call");

  final List<Usage> notes = new ArrayList<>();
  final List<String> blind = new ArrayList<>();
  int firstBytes;
  int unread;
  boolean stopped;
  boolean clientLeft;

  @Override
  public void firstByte() {
    firstBytes++;
  }

  @Override
  public void running(Usage usage) {
    notes.add(usage);
  }

  @Override
  public void passed(Supplier<Usage> usage) {}

  @Override
  public boolean stopped() {
    return stopped;
  }

  @Override
  public Refusal refusal() {
    return REFUSAL;
  }

  @Override
  public Manner manner() {
    return Manner.plain(REFUSAL.kind());
  }

  @Override
  public boolean clientLeft() {
    return clientLeft;
  }

  @Override
  public void unread() {
    unread++;
  }

  @Override
  public void blind(String reason, Throwable cause) {
    blind.add(reason);
  }
}
