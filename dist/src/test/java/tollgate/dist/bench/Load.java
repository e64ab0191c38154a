package tollgate.dist.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The loads that are put on an address, directly on the provider or on the gateway before it. */
final class Load {
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** What is looked at while the streams are open. */
  @FunctionalInterface
  interface WhileOpen {
    void look() throws IOException;
  }

  private final Wheel wheel;
  private final Provider provider;
  private final int port;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(262_144);
  private final ArrayDeque<Caller> free = new ArrayDeque<>();
  private final List<Caller> all = new ArrayList<>();
  private long turns;

  Load(Wheel wheel, Provider provider, int port) {
    this.wheel = wheel;
    this.provider = provider;
    this.port = port;
  }

  /**
   * Calls at a rate, whether earlier calls have been answered or not; a call's latency counts from
   * the moment it was due, so that a pause is charged to every call it delays.
   */
  Outcome atRate(int perSecond, int requestBytes, int replyBytes, Duration time)
      throws IOException {
    provider.answers(Provider.Manner.body(replyBytes));
    ByteBuffer request = LoadRequest.chat(port, requestBytes, false);
    var book = new Book((caller, now) -> free.add(caller));
    var starts = new Starts(perSecond, time);
    book.countFrom(starts.first());
    wheel.turn(
        now -> {
          for (long due = starts.due(now); due != 0; due = starts.due(now)) {
            idle(book).call(request, due);
          }
        },
        () -> starts.over() && book.ended() >= starts.count(),
        time.plus(GRACE));
    return finish(book, starts.count(), time);
  }

  /** Calls from that many connections, each as soon as its last call was answered. */
  Outcome closed(int connections, int bytes, Duration time) throws IOException {
    provider.answers(Provider.Manner.body(bytes));
    ByteBuffer request = LoadRequest.chat(port, bytes, false);
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    long[] sent = {connections};
    var book =
        new Book((caller, now) -> {
          if (now < end) {
            sent[0]++;
            caller.call(request, now);
          }
        });
    book.countFrom(begin);
    for (int i = 0; i < connections; i++) {
      connect(book).call(request, System.nanoTime());
    }
    wheel.turn(now -> {}, () -> book.ended() >= sent[0], time.plus(GRACE));
    return finish(book, sent[0], time);
  }

  /** Keeps that many streams open, each with events at a rate for some seconds, then renewed. */
  Outcome streams(int streams, int eventsPerSecond, int secondsEach, Duration time)
      throws IOException {
    provider.answers(Provider.Manner.stream(eventsPerSecond * secondsEach));
    ByteBuffer request = LoadRequest.chat(port, 2048, true);
    var book = new Book((caller, now) -> free.add(caller));
    Duration ramp = Duration.ofSeconds(secondsEach);
    var starts = new Starts(streams / secondsEach, ramp.plus(time));
    book.countFrom(starts.first() + ramp.toNanos());
    var events = new Starts(streams * eventsPerSecond, ramp.multipliedBy(3).plus(time));
    wheel.turn(
        now -> {
          for (long due = starts.due(now); due != 0; due = starts.due(now)) {
            idle(book).call(request, due);
          }
          for (long due = events.due(now); due != 0; due = events.due(now)) {
            feed(streams);
          }
        },
        () -> starts.over() && book.ended() >= starts.count(),
        ramp.multipliedBy(2).plus(time).plus(GRACE));
    return finish(book, starts.count(), time);
  }

  /** While fewer streams are open than planned, their events must not come faster for it. */
  private void feed(int planned) throws IOException {
    if (turns++ % planned < provider.open()) {
      provider.feedOne();
    }
  }

  /** Opens that many streams, keeps them open with little to say, and ends them. */
  Outcome open(int streams, int perSecond, Duration held, WhileOpen whileOpen) throws IOException {
    provider.answers(Provider.Manner.stream(Integer.MAX_VALUE));
    ByteBuffer request = LoadRequest.chat(port, 2048, true);
    var book = new Book((caller, now) -> free.add(caller));
    Duration opening = Duration.ofMillis(1000L * streams / perSecond);
    var starts = new Starts(perSecond, opening);
    var events = new Starts(Math.max(1, streams / 10), opening.plus(held));
    book.countFrom(starts.first());
    wheel.turn(
        now -> {
          for (long due = starts.due(now); due != 0; due = starts.due(now)) {
            connect(book).call(request, due);
          }
          if (events.due(now) != 0) {
            provider.feedOne();
          }
        },
        () -> starts.over() && events.over(),
        opening.plus(held).plus(GRACE));
    whileOpen.look();
    provider.endAll();
    wheel.turn(now -> {}, () -> book.ended() >= starts.count(), GRACE);
    return finish(book, starts.count(), opening.plus(held));
  }

  private Caller idle(Book book) throws IOException {
    Caller caller = free.poll();
    return caller == null ? connect(book) : caller;
  }

  private Caller connect(Book book) throws IOException {
    Caller caller = Caller.connect(wheel, port, book, buffer);
    all.add(caller);
    return caller;
  }

  private Outcome finish(Book book, long sent, Duration time) throws IOException {
    for (Caller caller : all) {
      caller.close();
    }
    all.clear();
    free.clear();
    for (long missing = sent - book.ended(); missing > 0; missing--) {
      book.failed(null, "no reply");
    }
    if (!book.failures().isEmpty()) {
      System.out.println("  failures: " + book.failures());
    }
    return book.outcome(time.toNanos() / 1e9);
  }
}
