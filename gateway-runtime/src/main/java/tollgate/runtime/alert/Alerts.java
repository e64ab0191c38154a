package tollgate.runtime.alert;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.EventWatch;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.Happening;
import tollgate.runtime.event.TaskEvent;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.task.Time;

/**
 * Makes alerts of events and has them delivered. Whoever logs an event only leaves it in a bounded
 * queue; where that is full the event is lost to the alerts, and counted.
 */
public final class Alerts implements EventWatch, AutoCloseable {

  private static final int MOST_AT_ONCE = 1_000;
  private static final int REMEMBERED = 200;
  private static final Duration LAST_TRIES = Duration.ofSeconds(3);

  private final Map<Event, AlertKind> kinds = new HashMap<>();
  private final BlockingQueue<Happening> happened = new ArrayBlockingQueue<>(MOST_AT_ONCE);
  private final AlertLog<Alert> raised = new AlertLog<>(REMEMBERED);
  private final AlertLog<Attempt> attempts = new AlertLog<>(REMEMBERED);
  private final List<Consumer<Alert>> listeners = new CopyOnWriteArrayList<>();
  private final List<Mailbox> mailboxes;
  private final Set<AlertKind> sent;
  private final Repeats repeats;
  private final Metrics metrics;
  private final Time time;
  private final Thread thread;
  private final Events.Watching watching;

  /**
   * What is told to whom.
   *
   * @param targets where alerts go
   * @param secret what they are signed with; empty for not signed
   * @param kinds the words of the kinds that are sent; none for all
   * @param repeatAfter how long the same is not told again
   */
  public record Rules(List<URI> targets, String secret, List<String> kinds, Duration repeatAfter) {

    /** Rules never change. */
    public Rules {
      targets = List.copyOf(targets);
      kinds = List.copyOf(kinds);
    }

    /** Shows neither addresses nor the secret. */
    @Override
    public String toString() {
      return "Rules[" + targets.size() + " targets, " + kinds + "]";
    }
  }

  /**
   * A receiver.
   *
   * @param target fit to be shown
   * @param waiting how many alerts wait for it
   */
  public record Receiver(String target, int waiting) {}

  /** Begins to watch events. */
  public static Alerts begin(Rules rules, Courier courier, Time time, Metrics metrics) {
    var post =
        new Mailbox.Post(
            courier,
            Signature.by(rules.secret()),
            time,
            () -> ThreadLocalRandom.current().nextDouble(0.8, 1.2));
    return new Alerts(rules, post, metrics);
  }

  Alerts(Rules rules, Mailbox.Post post, Metrics metrics) {
    for (Event event : Event.all()) {
      AlertKind.of(event).ifPresent(kind -> kinds.put(event, kind));
    }
    this.time = post.time();
    this.metrics = metrics;
    this.sent = chosen(rules.kinds());
    this.repeats = new Repeats(rules.repeatAfter());
    this.mailboxes =
        rules.targets().stream().map(target -> new Mailbox(target, post, this::tried)).toList();
    mailboxes.forEach(Mailbox::start);
    metrics.watch(
        Metric.ALERTS_WAITING, () -> mailboxes.stream().mapToLong(Mailbox::waiting).sum());
    this.thread = Thread.ofVirtual().name("alerts").start(this::raiseAll);
    this.watching = Events.watch(this);
  }

  private static Set<AlertKind> chosen(List<String> words) {
    var chosen = new HashSet<AlertKind>(Set.of(AlertKind.TEST));
    Arrays.stream(AlertKind.values())
        .filter(kind -> words.isEmpty() || words.contains(kind.word()))
        .forEach(chosen::add);
    return chosen;
  }

  @Override
  public boolean wants(Event event) {
    return kinds.containsKey(event);
  }

  @Override
  public void happened(Happening happening) {
    if (!happened.offer(happening)) {
      count(kinds.getOrDefault(happening.event(), AlertKind.TEST), "lost");
    }
  }

  private void raiseAll() {
    try {
      while (true) {
        raise(happened.take());
      }
    } catch (InterruptedException end) {
      var last = new ArrayList<Happening>(); // this is how it is told to end
      happened.drainTo(last);
      last.forEach(this::raise);
    }
  }

  private void raise(Happening happening) {
    AlertKind kind = kinds.getOrDefault(happening.event(), AlertKind.TEST);
    if (!sent.contains(kind)) {
      return;
    }
    String subject = kind.subjectOf(happening.fields());
    String what = happening.event().code() + " " + subject;
    OptionalLong repeated = repeats.toTell(what, happening.at());
    if (repeated.isEmpty()) {
      count(kind, "repeated");
      return;
    }
    raise(
        new Alert(
            newId(),
            kind,
            happening.at(),
            subject,
            happening.event().code(),
            happening.event().meaning(),
            happening.fields(),
            repeated.getAsLong()));
  }

  private void raise(Alert alert) {
    count(alert.kind(), "raised");
    raised.add(alert);
    Events.log(
        TaskEvent.ALERT_RAISED,
        "kind",
        alert.kind().word(),
        "subject",
        alert.subject(),
        "id",
        alert.id());
    listeners.forEach(listener -> listener.accept(alert));
    for (Mailbox mailbox : mailboxes) {
      if (!mailbox.put(alert)) {
        count(alert.kind(), "lost");
      }
    }
  }

  /**
   * Sends a test to every receiver, once and at once; blocks for that.
   *
   * @return what came of each attempt
   */
  public List<Attempt> test() throws InterruptedException {
    var alert =
        new Alert(
            newId(),
            AlertKind.TEST,
            time.instant(),
            "test",
            "alert.test",
            "This is a test; nothing is wrong.",
            Map.of(),
            0);
    var results = new ArrayList<Attempt>();
    for (Mailbox mailbox : mailboxes) {
      results.add(mailbox.attempt(alert, 1));
    }
    return results;
  }

  private static String newId() {
    return "alert_" + UUID.randomUUID();
  }

  private void tried(Attempt attempt) {
    attempts.add(attempt);
    boolean last = attempt.number() == Mailbox.MOST_ATTEMPTS || !attempt.canBeTriedAgain();
    metrics.add(
        Metric.ALERT_ATTEMPTS,
        1,
        attempt.isDelivered() ? "delivered" : last ? "given_up" : "failed");
  }

  private void count(AlertKind kind, String outcome) {
    metrics.add(Metric.ALERTS, 1, kind.word(), outcome);
  }

  /** Tells somebody of every alert that is raised, on the alerts' own thread. */
  public void listen(Consumer<Alert> listener) {
    listeners.add(listener);
  }

  /** The last alerts that were raised, the newest first. */
  public List<Alert> raised() {
    return raised.list();
  }

  /** The last attempts to deliver, the newest first. */
  public List<Attempt> attempts() {
    return attempts.list();
  }

  /** Who is told. */
  public List<Receiver> receivers() {
    return mailboxes.stream().map(box -> new Receiver(box.shown(), box.waiting())).toList();
  }

  /**
   * Ends: what happened until now is still told, and what waits for a receiver is tried once more.
   * Blocks for that, for three seconds at most.
   */
  @Override
  public void close() {
    watching.close();
    thread.interrupt();
    long deadline = System.nanoTime() + LAST_TRIES.toNanos();
    try {
      thread.join();
      mailboxes.forEach(Mailbox::hurry);
      for (Mailbox mailbox : mailboxes) {
        mailbox.awaitEnd(deadline);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
