package tollgate.runtime.alert;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.TaskEvent;
import tollgate.runtime.task.Time;

/**
 * One receiver's alerts, delivered in order by a thread of its own: a slow receiver delays nobody
 * else. What waits lives in memory only: when the gateway ends each is tried once more, and what
 * does not arrive then is named in the log.
 */
final class Mailbox {

  /** How many alerts may wait; further ones push the oldest out. */
  static final int MOST_WAITING = 200;

  /** So often an alert is tried: the last time a bit more than an hour after the first. */
  static final int MOST_ATTEMPTS = 8;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final int FACTOR = 3;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  /** How long it may take to say what was not delivered. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final URI target;
  private final String shown;
  private final Post post;
  private final Consumer<Attempt> told;
  private final BlockingQueue<Alert> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;

  /** What is being delivered; its own thread's. */
  private Optional<Alert> inHand = Optional.empty();

  /**
   * How alerts travel.
   *
   * @param jitter by what a pause is stretched, so that many do not come at once
   */
  record Post(Courier courier, Signature signature, Time time, DoubleSupplier jitter) {}

  Mailbox(URI target, Post post, Consumer<Attempt> told) {
    this.target = target;
    this.shown = target.getScheme() + "://" + target.getRawAuthority() + "/…";
    this.post = post;
    this.told = told;
    this.thread = Thread.ofVirtual().name("alerts-" + target.getHost()).unstarted(this::deliverAll);
  }

  void start() {
    thread.start();
  }

  /** Has what waits tried once more, without a pause between; ends after that. */
  void hurry() {
    thread.interrupt();
  }

  /**
   * Waits for the end of the last tries; whatever is not tried by then is given up.
   *
   * @param deadline of {@link System#nanoTime}
   */
  void awaitEnd(long deadline) throws InterruptedException {
    if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
      thread.interrupt();
      boolean _ = thread.join(LAST_WORDS);
    }
  }

  /** The receiver, fit to be shown: the rest of its address may be a secret. */
  String shown() {
    return shown;
  }

  int waiting() {
    return waiting.size();
  }

  /** Takes an alert; false when that pushed an older one out. */
  boolean put(Alert alert) {
    boolean room = true;
    while (!waiting.offer(alert)) {
      waiting.poll();
      room = false;
    }
    return room;
  }

  private void deliverAll() {
    try {
      while (true) {
        deliver(waiting.take());
      }
    } catch (InterruptedException end) {
      tryOnceMore(); // this is how it is told to end
    }
  }

  private void deliver(Alert alert) throws InterruptedException {
    inHand = Optional.of(alert);
    for (int number = 1; ; number++) {
      Attempt attempt = attempt(alert, number);
      if (attempt.isDelivered()) {
        break;
      }
      if (number == MOST_ATTEMPTS || !attempt.canBeTriedAgain()) {
        giveUp(alert, number, reason(attempt));
        break;
      }
      post.time().pause(pauseAfter(number));
    }
    inHand = Optional.empty();
  }

  /** Of an alert whose delivery was broken off it is not known whether it arrived: it may twice. */
  private void tryOnceMore() {
    var left = new ArrayDeque<Alert>();
    inHand.ifPresent(left::add);
    waiting.drainTo(left);
    try {
      while (!left.isEmpty()) {
        Attempt attempt = attempt(left.getFirst(), MOST_ATTEMPTS);
        Alert tried = left.removeFirst();
        if (!attempt.isDelivered()) {
          giveUp(tried, 1, "the gateway ends, " + reason(attempt));
        }
      }
    } catch (InterruptedException late) {
      left.forEach(alert -> giveUp(alert, 0, "the gateway ends"));
    }
  }

  /** Tries once and tells what came of it. */
  Attempt attempt(Alert alert, int number) throws InterruptedException {
    Instant at = post.time().instant();
    byte[] body = alert.bytes();
    int status = 0;
    String trouble = "";
    try {
      status = post.courier().post(target, post.signature().fields(alert.id(), at, body), body);
    } catch (IOException | RuntimeException failed) {
      trouble = failed.getClass().getSimpleName();
    }
    var attempt =
        new Attempt(
            at,
            alert.id(),
            alert.kind(),
            alert.subject(),
            shown,
            number,
            status,
            trouble,
            Duration.between(at, post.time().instant()));
    told.accept(attempt);
    return attempt;
  }

  private Duration pauseAfter(int failures) {
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < failures && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(FACTOR);
    }
    Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    return Duration.ofNanos((long) (bounded.toNanos() * post.jitter().getAsDouble()));
  }

  private static String reason(Attempt last) {
    return last.status() > 0 ? "status " + last.status() : last.trouble();
  }

  private void giveUp(Alert alert, int attempts, String reason) {
    Events.log(
        TaskEvent.ALERT_GIVEN_UP,
        "kind",
        alert.kind().word(),
        "subject",
        alert.subject(),
        "id",
        alert.id(),
        "target",
        shown,
        "attempts",
        attempts,
        "reason",
        reason);
  }
}
