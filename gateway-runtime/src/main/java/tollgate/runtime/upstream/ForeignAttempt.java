package tollgate.runtime.upstream;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.ProviderEvent;

/**
 * A try by a provider's own exchange, which may be anything. It is given up by an interrupt while
 * it sends and by closing its reply afterwards; what it throws for that is not asked.
 */
final class ForeignAttempt extends Attempt {

  private final String provider;
  private final Exchange exchange;
  private Exchange.@Nullable Sending request;
  private @Nullable ExchangeReply reply;
  private @Nullable Thread sending;
  private boolean readAny;
  private boolean ended;

  ForeignAttempt(
      String provider,
      Exchange exchange,
      Exchange.Sending request,
      Deadlines deadlines,
      long totalEnd) {
    super(deadlines, totalEnd);
    this.provider = provider;
    this.exchange = exchange;
    this.request = ownCopy(request);
  }

  /** The same bytes with positions of their own: a further try finds the body untouched. */
  private static Exchange.Sending ownCopy(Exchange.Sending request) {
    return new Exchange.Sending(
        request.method(),
        request.target(),
        request.headers(),
        request.body().stream().map(ByteBuffer::duplicate).toList());
  }

  @Override
  void send() throws UpstreamFailure {
    Exchange.Sending once = Objects.requireNonNull(request, "sent once");
    request = null; // the exchange has it now, and may let it go before its reply is over
    waitFor(UpstreamTimeout.Kind.HEAD);
    enter();
    try {
      keep(exchange.send(once));
    } catch (IOException | RuntimeException e) {
      throw explain(e);
    } finally {
      leave();
    }
    waitOver();
    throwIfGivenUp();
  }

  private synchronized void enter() {
    sending = Thread.currentThread();
  }

  private synchronized void keep(ExchangeReply came) {
    reply = came;
    if (reason() != null) {
      close(came);
    }
  }

  /** From here on no interrupt of ours can come; one that came too late is taken back. */
  private synchronized void leave() {
    sending = null;
    if (reason() != null) {
      boolean _ = Thread.interrupted();
    }
  }

  @Override
  synchronized void breakOff(UpstreamFailure why) {
    if (reply != null) {
      close(reply);
    } else if (sending != null) {
      sending.interrupt();
    }
  }

  private synchronized ExchangeReply replyOrThrow() {
    if (reply == null) {
      throw new IllegalStateException("no head has come yet");
    }
    return reply;
  }

  @Override
  public ReplyHead head() {
    return replyOrThrow().head();
  }

  @Override
  public @Nullable ByteBuffer read() throws UpstreamFailure {
    if (ended) {
      return null;
    }
    waitFor(readAny ? UpstreamTimeout.Kind.IDLE : UpstreamTimeout.Kind.FIRST_BYTE);
    ByteBuffer bytes;
    try {
      bytes = replyOrThrow().read();
    } catch (IOException | RuntimeException e) {
      throw explain(e);
    }
    waitOver();
    throwIfGivenUp();
    readAny = true;
    ended = bytes == null;
    return bytes;
  }

  @Override
  public Headers trailers() {
    return ended ? replyOrThrow().trailers() : Headers.none();
  }

  @Override
  public synchronized void close() {
    if (reply != null) {
      close(reply);
    }
  }

  /** What a plugin throws here must reach neither the sweep nor whoever pulled the cord. */
  private void close(ExchangeReply open) {
    try {
      open.close();
    } catch (RuntimeException stuck) {
      Events.log(
          ProviderEvent.UPSTREAM_CANCEL_FAILED, "provider", provider, "reason", stuck.toString());
    }
  }

  /** Only a connection that did not come about is sure to have carried nothing. */
  private UpstreamFailure explain(Exception cause) {
    UpstreamFailure why = reason();
    if (why != null) {
      return why;
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof ConnectException
        ? new UpstreamUnreachable(message, cause)
        : new UpstreamBroke(message, cause);
  }
}
