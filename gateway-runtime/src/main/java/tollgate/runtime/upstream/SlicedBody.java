package tollgate.runtime.upstream;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** A request body that lies in several buffers; sent as it lies, with its length announced. */
final class SlicedBody implements Request.Content {

  private List<ByteBuffer> slices;
  private final long length;
  private int next;
  private @Nullable Throwable failure;
  private volatile boolean handedOver;

  SlicedBody(List<ByteBuffer> slices) {
    this.slices = slices;
    this.length = slices.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  @Override
  public @Nullable String getContentType() {
    return null; // the client's own field is passed on
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public synchronized Content.Chunk read() {
    if (failure != null) {
      return Content.Chunk.from(failure, true);
    }
    handedOver |= next + 1 >= slices.size();
    if (next >= slices.size()) {
      return Content.Chunk.EOF;
    }
    ByteBuffer slice = slices.get(next++).slice(); // the caller's position stays for a next try
    // Never the last one: a connection of Jetty's holds what it sent last until it sends again.
    return Content.Chunk.from(slice, false);
  }

  @Override
  public void demand(Runnable demandCallback) {
    demandCallback.run(); // never short of bytes
  }

  @Override
  public synchronized void fail(Throwable why) {
    if (failure == null) {
      failure = why;
    }
  }

  @Override
  public synchronized boolean rewind() {
    next = 0;
    return failure == null;
  }

  /**
   * Whether all of it has been given out to be written. From then on nobody can say that it has not
   * left: the upstream may have read it, and closed, before the writer's thread knows that the
   * write is over.
   */
  boolean isHandedOver() {
    return handedOver;
  }

  /** Lets go of the bytes, which have been sent: the reply may last for long. */
  synchronized void release() {
    slices = List.of();
  }

  @Override
  public synchronized String toString() {
    return "SlicedBody[" + slices.size() + " slices, " + length + " bytes]";
  }
}
