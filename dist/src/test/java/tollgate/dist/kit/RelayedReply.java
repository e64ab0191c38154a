package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.ReplyHead;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.provider.ExchangeReply;
import tollgate.api.usage.Usage;
import tollgate.runtime.relay.Delivery.Delivered;
import tollgate.runtime.relay.Relay;
import tollgate.runtime.relay.RelayWatch;
import tollgate.runtime.relay.Tally;
import tollgate.runtime.wire.ReplySink;

/** What the gateway's relay made of a reply, without a gateway around it. */
public final class RelayedReply {
  private final Tally tally;
  private final byte[] bytes;

  private RelayedReply(Tally tally, byte[] bytes) {
    this.tally = tally;
    this.bytes = bytes;
  }

  /** Relays a reply that comes in these pieces and then ends. */
  public static RelayedReply of(ReplyHead head, List<byte[]> pieces, ReplyReader reader) {
    var client = new Client();
    var delivery =
        new Relay(System::nanoTime)
            .forward(new Upstream(head, new ArrayDeque<>(pieces)), reader, client, new Watch());
    return new RelayedReply(
        assertInstanceOf(Delivered.class, delivery).tally(), client.bytes.toByteArray());
  }

  /** What was read beside it. */
  public Tally tally() {
    return tally;
  }

  /** What the client got. */
  public byte[] bytes() {
    return bytes;
  }

  private record Upstream(ReplyHead head, Queue<byte[]> pieces) implements ExchangeReply {
    @Override
    public ByteBuffer read() {
      byte[] piece = pieces.poll();
      return piece == null ? null : ByteBuffer.wrap(piece);
    }

    @Override
    public void close() {}
  }

  private static final class Client implements ReplySink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void head(ReplyHead head) {}

    @Override
    public void write(ByteBuffer some) {
      byte[] copy = new byte[some.remaining()];
      some.get(copy);
      bytes.writeBytes(copy);
    }

    @Override
    public void end(Headers trailers) {}

    @Override
    public void abort() {
      throw new AssertionError("the reply was broken off");
    }

    @Override
    public boolean committed() {
      return bytes.size() > 0;
    }
  }

  private static final class Watch implements RelayWatch {
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
    public Manner manner() {
      return Manner.plain(RefusalKind.FORBIDDEN);
    }

    @Override
    public Refusal refusal() {
      return new Refusal(RefusalKind.FORBIDDEN, "", "", "", Duration.ZERO, "");
    }

    @Override
    public boolean clientLeft() {
      return false;
    }

    @Override
    public void unread() {}

    @Override
    public void blind(String reason, Throwable cause) {
      throw new AssertionError(reason, cause);
    }
  }
}
