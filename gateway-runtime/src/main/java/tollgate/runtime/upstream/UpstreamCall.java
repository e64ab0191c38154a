package tollgate.runtime.upstream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.ProviderEvent;

/** One call with all its tries. */
final class UpstreamCall {

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long JITTER_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final int MOST_RESENDS = 3;

  private final OpenProvider provider;
  private final Exchange.Sending sending;
  private final Errand errand;
  private final long totalEnd;
  private final Cancellation cancellation;
  private final TryListener tries;
  private int number;

  UpstreamCall(OpenProvider provider, Exchange.Sending sending, Errand errand) {
    this.provider = provider;
    this.sending = sending;
    this.errand = errand;
    this.totalEnd = errand.totalEnd();
    this.cancellation = errand.cancellation();
    this.tries = errand.tries();
  }

  NotedReply send(UpstreamCaller caller) throws UpstreamFailure {
    int mostRetries = errand.elsewhere() ? 0 : caller.settings().maxRetries();
    Breaker.Pass pass = caller.breaker(provider).admit();
    while (true) {
      UpstreamFailure failure;
      try {
        Answer answer = tryOnce(caller, pass);
        if (number > mostRetries || !answer.isWorthAnotherTry()) {
          return answer.reply();
        }
        answer.reply().close();
        int status = answer.reply().head().status();
        failure = new UpstreamBroke("it answered with status " + status, null);
      } catch (UpstreamFailure e) {
        if (number > mostRetries || !isWorthAnotherTry(e)) {
          throw e;
        }
        failure = e;
      }
      pause(failure, mostRetries);
      try {
        pass = caller.breaker(provider).admit();
      } catch (BreakerOpen open) {
        failure.addSuppressed(open);
        throw failure; // says more than that nobody may try any longer
      }
    }
  }

  /** A reply and whether the request should go out again all the same. */
  private record Answer(UpstreamReply reply, boolean isWorthAnotherTry) {}

  private Answer tryOnce(UpstreamCaller caller, Breaker.Pass pass) throws UpstreamFailure {
    number++;
    long start = System.nanoTime();
    try {
      if (cancellation.cancelled()) {
        throw new Cancelled();
      }
      tries.starting(number);
      Answer answer = judged(carry(caller, pass), pass);
      tell(start, answer.reply().head().status(), "");
      return answer;
    } catch (Cancelled cancelled) {
      pass.dropped();
      tell(start, 0, "cancelled");
      throw cancelled;
    } catch (UpstreamFailure failure) {
      pass.failed();
      tell(start, 0, failure.report(provider.id()).problem().code());
      throw failure;
    } catch (RuntimeException bug) {
      pass.dropped(); // a probe's place must not be lost
      throw bug;
    }
  }

  /** Sends; again at once where a kept connection turned out to be closed by the upstream. */
  private UpstreamReply carry(UpstreamCaller caller, Breaker.Pass pass) throws UpstreamFailure {
    for (int resends = 0; ; resends++) {
      Attempt attempt = caller.attempt(provider, sending, errand.deadlines(), totalEnd);
      Runnable letGo = caller.watch(attempt, cancellation);
      boolean sent = false;
      try {
        attempt.send();
        sent = true;
        return new UpstreamReply(attempt, pass, letGo);
      } catch (UpstreamFailure failure) {
        attempt.close(); // what has not begun to leave by now never will
        if (failure instanceof UpstreamTimeout && failure.nothingSent() && attempt.begun()) {
          throw new UpstreamBroke(
              "it was connected in the moment the time for it was over", failure);
        }
        if (resends == MOST_RESENDS || !attempt.nothingReceived()) {
          throw failure;
        }
      } finally {
        if (!sent) {
          letGo.run();
          attempt.close();
        }
      }
    }
  }

  /**
   * A plugin has a say in this, and a body may have to be read: the reply is closed if it fails.
   */
  private Answer judged(UpstreamReply reply, Breaker.Pass pass) throws UpstreamFailure {
    boolean judged = false;
    try {
      ReplyHead head = reply.head();
      ReplyNotes told = provider.provider().notes(head);
      boolean broken = isBroken(head, told.fault());
      boolean asksForMore = broken || (head.status() >= 400 && told.fault() == Fault.LIMITED);
      reply.noted(asksForMore ? provider.provider().notes(head, reply.error()) : told);
      judge(reply, broken, pass);
      judged = true;
      return new Answer(reply, broken && isWorthAnotherTry(reply.head()));
    } finally {
      if (!judged) {
        reply.close();
      }
    }
  }

  /** Tells the breaker what head and error say of the provider's health. */
  private void judge(UpstreamReply reply, boolean broken, Breaker.Pass pass)
      throws UpstreamFailure {
    ReplyHead head = reply.head();
    if (!broken) {
      pass.answered();
    } else if (head.status() == 503 && reply.isShortCircuit()) {
      pass.dropped();
      Events.log(
          ProviderEvent.UPSTREAM_PASSTHROUGH_SHORT_CIRCUIT,
          "provider",
          provider.id(),
          "attempt",
          number);
    } else if (!isBroken(head, reply.notes().fault())) {
      pass.answered();
    } else {
      pass.failed();
    }
  }

  private static boolean isBroken(ReplyHead head, Fault fault) {
    return head.status() >= 400
        && (fault == Fault.BROKEN || (fault == Fault.NONE && head.status() >= 500));
  }

  private boolean isWorthAnotherTry(ReplyHead broken) {
    return HARMLESS.contains(sending.method())
        && !broken.headers().has("retry-after"); // it knows better when
  }

  private boolean isWorthAnotherTry(UpstreamFailure failure) {
    return switch (failure) {
      case UpstreamUnreachable _, UpstreamTimeout _ -> failure.nothingSent();
      case UpstreamBroke _ -> HARMLESS.contains(sending.method());
      case BreakerOpen _, Cancelled _ -> false;
    };
  }

  private void tell(long start, int status, String problem) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    tries.ended(new TryListener.Try(number, took, status, problem));
  }

  private void pause(UpstreamFailure failure, int mostRetries) throws UpstreamFailure {
    long wanted =
        (FIRST_PAUSE_MILLIS << (number - 1)) + ThreadLocalRandom.current().nextLong(JITTER_MILLIS);
    Duration pause = Duration.ofMillis(Math.min(wanted, LONGEST_PAUSE_MILLIS));
    if (totalEnd != Attempt.NEVER && System.nanoTime() + pause.toNanos() - totalEnd >= 0) {
      throw failure;
    }
    Events.log(
        ProviderEvent.UPSTREAM_ERROR,
        "code",
        failure.report(provider.id()).problem().code(),
        "provider",
        provider.id(),
        "cause",
        failure.getMessage(),
        "attempt",
        number,
        "max_retries",
        mostRetries,
        "retrying",
        true,
        "next_delay_ms",
        pause.toMillis());
    if (cancellation.await(pause)) {
      throw new Cancelled();
    }
  }
}
