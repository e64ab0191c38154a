package tollgate.dist.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** A connection that writes what it is given as soon as the network takes it. */
final class Pipe {
  private final SocketChannel channel;
  private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();

  Pipe(SocketChannel channel) {
    this.channel = channel;
  }

  /** Sends bytes; what does not fit now goes when the key says so. */
  void send(ByteBuffer bytes, SelectionKey key) throws IOException {
    if (waiting.isEmpty()) {
      channel.write(bytes);
    }
    if (bytes.hasRemaining()) {
      waiting.add(bytes);
      key.interestOpsOr(SelectionKey.OP_WRITE);
    }
  }

  /** Sends what did not fit before. */
  void sendOn(SelectionKey key) throws IOException {
    for (ByteBuffer first = waiting.peek(); first != null; first = waiting.peek()) {
      channel.write(first);
      if (first.hasRemaining()) {
        return;
      }
      waiting.remove();
    }
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
  }

  /** Reads into the buffer; negative when the peer has left, in whatever way. */
  int receive(ByteBuffer buffer) {
    try {
      return channel.read(buffer);
    } catch (IOException reset) {
      // A reset is counted by the caller like every other early end.
      return -1;
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
