package tollgate.runtime.upstream;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Opens sockets that tell the end of a stream from a broken connection, also after long silence:
 * the kernel asks a silent peer now and then whether it is still there.
 */
final class UpstreamConnector extends ClientConnector {

  private static final int ASK_AFTER_SECONDS = 60;
  private static final int ASK_EVERY_SECONDS = 15;
  private static final int ASK_TIMES = 4;

  @Override
  protected void configure(SelectableChannel selectable) throws IOException {
    super.configure(selectable);
    if (selectable instanceof SocketChannel channel) {
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      setIfKnown(channel, ExtendedSocketOptions.TCP_KEEPIDLE, ASK_AFTER_SECONDS);
      setIfKnown(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, ASK_EVERY_SECONDS);
      setIfKnown(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, ASK_TIMES);
    }
  }

  private static void setIfKnown(SocketChannel channel, SocketOption<Integer> option, int value)
      throws IOException {
    if (channel.supportedOptions().contains(option)) {
      channel.setOption(option, value);
    }
  }

  @Override
  protected EndPoint newEndPoint(
      SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
    return channel instanceof SocketChannel socket
        ? new HonestEndPoint(socket, selector, key, getScheduler())
        : super.newEndPoint(channel, selector, key);
  }

  /** Jetty's own takes a reset for the end: a body without length would look complete. */
  private static final class HonestEndPoint extends SocketChannelEndPoint {
    private final WriteTurns writes = new WriteTurns();
    private volatile @Nullable IOException broken;

    HonestEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
      super(channel, selector, key, scheduler);
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
      writes.take(callback, turn -> super.write(turn, buffers));
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
      IOException before = broken;
      if (before != null) {
        throw before;
      }
      if (isInputShutdown()) {
        return -1;
      }
      int position = BufferUtil.flipToFill(buffer);
      try {
        int count = getChannel().read(buffer);
        if (count > 0) {
          notIdle();
        } else if (count < 0) {
          shutdownInput();
        }
        return count;
      } catch (IOException reset) {
        broken = reset;
        shutdownInput();
        throw reset;
      } finally {
        BufferUtil.flipToFlush(buffer, position);
      }
    }
  }
}
