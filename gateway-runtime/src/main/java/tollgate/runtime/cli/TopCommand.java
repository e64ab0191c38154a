package tollgate.runtime.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.problem.ProblemException;

/** What {@code tollgate top} takes, does and shows. */
final class TopCommand {
  private static final String ONCE = "--once";
  private static final String FINISHED = "call.finished";
  private static final int REMEMBERED = 50;

  /** Events come in swarms; a person does not read faster. */
  private static final Duration CALM = Duration.ofMillis(250);

  private static final Duration TICK = Duration.ofSeconds(1);

  /** Sums over a day are asked for less often. */
  private static final int TICKS_BETWEEN_SUMS = 5;

  private final AdminCommands admin;
  private final ZoneId zone;
  private final Deque<Json> ended = new ArrayDeque<>();
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean over;

  TopCommand(AdminCommands admin, ZoneId zone) {
    this.admin = admin;
    this.zone = zone;
  }

  CommandSpec top() {
    return Command.of(
        "top",
        new HelpPage(
            "Shows running calls, caps, sessions and what just ended, live; q quits.",
            "tollgate top [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate top", "Watch until q is pressed."),
                new HelpPage.Example("tollgate top --once", "One look, as plain lines."))),
        this::run,
        spec -> {
          spec.addOption(
              Command.switchOption(
                  ONCE, "Print one frame; so it is where the output is no terminal."));
          AdminCommands.where(spec);
        });
  }

  private int run(ParseResult given) throws InterruptedException {
    AdminDesk desk = admin.desk(given);
    if (given.hasMatchedOption(ONCE) || !Terminal.isThere()) {
      var page = new Terminal.Size(Integer.MAX_VALUE, Terminal.width());
      desk.visit(one -> frame(one, today(one)).lines(page, zone)).forEach(admin::print);
      return ExitCodes.DONE;
    }
    desk.read(
        "/admin/calls", Map.of()); // who cannot be asked is told of before the screen is taken
    Thread listener = Thread.ofVirtual().start(() -> listen(desk));
    Thread.ofPlatform().daemon().start(this::readKeys);
    try (Screen screen = Screen.enter(admin.writer())) {
      watch(desk, screen);
    } finally {
      listener.interrupt();
    }
    return ExitCodes.DONE;
  }

  private void watch(AdminDesk desk, Screen screen) throws InterruptedException {
    Json today = today(desk);
    for (int tick = 1; !over; tick++) {
      TopFrame frame = frame(desk, today);
      screen.show(frame.lines(Terminal.size().orElse(Terminal.Size.USUAL), zone));
      if (wake.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS) && !over) {
        boolean _ = wake.tryAcquire(Integer.MAX_VALUE, CALM.toMillis(), TimeUnit.MILLISECONDS);
      }
      wake.drainPermits();
      if (tick % TICKS_BETWEEN_SUMS == 0) {
        today = today(desk);
      }
    }
  }

  private TopFrame frame(AdminDesk desk, Json today) {
    Json calls = desk.read("/admin/calls", Map.of());
    Json budgets = desk.read("/admin/budgets", Map.of("limit", "30"));
    List<Json> last;
    synchronized (ended) {
      last = new ArrayList<>(ended);
    }
    return new TopFrame(
        admin.now(),
        JsonTable.member(calls, "calls"),
        JsonTable.member(budgets, "budgets"),
        today,
        last);
  }

  private Json today(AdminDesk desk) {
    Instant midnight = admin.now().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    return desk.read(
        "/admin/usage/report",
        Map.of("from", midnight.toString(), "to", admin.now().toString(), "by", "sessions"));
  }

  private void listen(AdminDesk desk) {
    try {
      desk.listen((name, event) -> {
        if (name.equals(FINISHED)) {
          synchronized (ended) {
            ended.addFirst(event);
            if (ended.size() > REMEMBERED) {
              ended.removeLast();
            }
          }
        }
        wake.release();
      });
    } catch (ProblemException gone) { // the next look at the gateway tells why
      wake.release();
    }
  }

  private void readKeys() {
    try {
      int key = System.in.read();
      while (key >= 0 && key != 'q' && key != 'Q') {
        key = System.in.read();
      }
    } catch (IOException noKeys) { // then it goes on until a signal
      return;
    }
    over = true;
    wake.release();
  }
}
