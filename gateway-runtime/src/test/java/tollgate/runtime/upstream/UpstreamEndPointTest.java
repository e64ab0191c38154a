package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class UpstreamEndPointTest {
  private final ByteArrayEndPoint wire = new ByteArrayEndPoint();
  private final UpstreamEndPoint endPoint = new UpstreamEndPoint(wire);

  UpstreamEndPointTest() {
    wire.setConnection(
        new AbstractConnection(wire, Runnable::run) {
          @Override
          public void onFillable() {}
        });
  }

  private void sweep() {
    endPoint.closeIfUnused(System.nanoTime(), 0);
  }

  @Test
  void aConnectionThatWasTakenAgainIsInUseAlthoughTheRequestBeforeIsOnlyNowSaidToBeOver() {
    int first = endPoint.requestBegins();
    int second = endPoint.requestBegins();
    endPoint.requestEnds(first);

    sweep();
    assertTrue(wire.isOpen());

    endPoint.requestEnds(second);
    sweep();
    assertFalse(wire.isOpen());
  }

  @Test
  void aConnectionThatNobodyTookIsClosed() {
    sweep();

    assertFalse(wire.isOpen());
  }
}
