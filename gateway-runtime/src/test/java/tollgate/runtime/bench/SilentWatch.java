package tollgate.runtime.bench;

import java.util.function.Supplier;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.usage.Usage;
import tollgate.runtime.relay.RelayWatch;

/** Never ends a call; fails the benchmark when the tap does not read. */
final class SilentWatch implements RelayWatch {

  @Override
  public void firstByte() {}

  @Override
  public void running(Usage usage) {}

  @Override
  public void passed(Supplier<Usage> usage) {}

  @Override
  public boolean stopped() {
    return false;
  }

  @Override
  public Refusal refusal() {
    throw new IllegalStateException("never stopped");
  }

  @Override
  public Manner manner() {
    throw new IllegalStateException("never stopped");
  }

  @Override
  public boolean clientLeft() {
    return false;
  }

  @Override
  public void unread() {
    throw new IllegalStateException("an event was not read");
  }

  @Override
  public void blind(String reason, Throwable cause) {
    throw new IllegalStateException(reason, cause);
  }
}
