package tollgate.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LogOutputTest {

  private static final LogSettings SETTINGS = new LogSettings(Level.INFO, LogFormat.JSON, 4);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void writesErrorsToTheErrorStreamAndAllElseToTheOther() {
    try (var output = new LogOutput(SETTINGS, out, err).start()) {
      output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED));
      output.accept(Events.occurrence(GatewayEvent.CONFIG_WARNING));
      output.accept(Events.occurrence(GatewayEvent.CONFIG_ERROR));
    }

    assertEquals(List.of("config.loaded", "config.warning"), events(out));
    assertEquals(List.of("config.error"), events(err));
  }

  @Test
  void dropsLinesInsteadOfWaitingForASlowReaderAndSaysHowMany() throws Exception {
    var slow = new StuckStream(out);
    var output = new LogOutput(SETTINGS, slow, err).start();
    output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED));
    slow.reached.await();

    for (int i = 0; i < 10; i++) {
      output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED));
    }
    slow.released.countDown();
    output.close();

    assertEquals(6, output.dropped(), "ten lines, four places");
    assertEquals(5, events(out).stream().filter("config.loaded"::equals).count());
    assertTrue(
        out.toString(StandardCharsets.UTF_8).contains("\"logger.dropped_lines\",\"count\":6"));
  }

  @Test
  void tellsTheWholeProcessHowManyLinesWereDropped() throws Exception {
    var slow = new StuckStream(out);
    var output = new LogOutput(SETTINGS, slow, err).start();
    EventSink before = Events.redirect(output);
    try {
      Events.log(GatewayEvent.CONFIG_LOADED);
      slow.reached.await();
      for (int i = 0; i < 7; i++) {
        Events.log(GatewayEvent.CONFIG_LOADED);
      }

      assertEquals(3, Events.dropped(), "seven lines, four places");
    } finally {
      slow.released.countDown();
      output.close();
      Events.redirect(before);
    }
  }

  @Test
  void writesAnErrorAlthoughTheOtherStreamIsStuck() throws Exception {
    var slow = new StuckStream(out);
    var told = new SignallingStream(1);
    var output = new LogOutput(SETTINGS, slow, told);
    output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED));
    output.accept(Events.occurrence(GatewayEvent.CONFIG_ERROR));

    output.start();

    told.all.await();
    slow.released.countDown();
    output.close();
  }

  @Test
  void writesWhatStillWaitsWhenItIsClosed() {
    var many = new LogSettings(Level.INFO, LogFormat.JSON, 100_000);
    var output = new LogOutput(many, out, err).start();
    for (int i = 0; i < 5_000; i++) {
      output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED));
    }

    output.close();

    assertEquals(5_000, events(out).size());
  }

  @Test
  void wakesForALineThatComesWhileItSleeps() throws Exception {
    var written = new SignallingStream(2);
    try (var output = new LogOutput(SETTINGS, written, err).start()) {
      output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED));
      written.awaitFirst();

      output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED));

      written.all.await();
    }
  }

  @Test
  void countsLinesThatItsReaderNeverGotAndGoesOn() {
    var gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the reader has gone");
          }
        };

    var output = new LogOutput(SETTINGS, gone, err).start();
    output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED));
    output.accept(Events.occurrence(GatewayEvent.CONFIG_ERROR));
    output.close();

    assertEquals(1, output.dropped(), "the error has reached its own stream");
    assertEquals(List.of("config.error"), events(err));
  }

  @Test
  void survivesAFieldThatCannotBeShown() {
    var trap =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("trap");
          }
        };

    try (var output = new LogOutput(SETTINGS, out, err).start()) {
      output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED, "file", trap));
      output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED, "file", "good"));
    }

    assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"file\":\"good\""));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("cannot be shown"));
  }

  @Test
  void givesTheLogBackWhenItIsClosed() {
    var output = new LogOutput(SETTINGS, out, err).start();
    EventSink before = Events.redirect(output);

    output.close();

    assertFalse(Events.redirect(before) == output, "a closed output must not be left in use");
  }

  private static List<String> events(ByteArrayOutputStream stream) {
    return stream
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceAll(".*\"event\":\"([^\"]+)\".*", "$1"))
        .filter(event -> !event.equals("logger.dropped_lines"))
        .toList();
  }

  /** Holds the first write until it is released. */
  private static final class StuckStream extends OutputStream {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final OutputStream target;

    StuckStream(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      target.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      reached.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      target.write(bytes, offset, length);
    }
  }

  /** Tells of each write. */
  private static final class SignallingStream extends OutputStream {
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch all;

    SignallingStream(int writes) {
      this.all = new CountDownLatch(writes);
    }

    void awaitFirst() throws InterruptedException {
      first.await();
    }

    @Override
    public void write(int b) {
      throw new AssertionError("lines are written in batches");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      first.countDown();
      all.countDown();
    }
  }
}
