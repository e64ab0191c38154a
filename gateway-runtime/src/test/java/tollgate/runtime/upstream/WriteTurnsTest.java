package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.WritePendingException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class WriteTurnsTest {
  private final WriteTurns turns = new WriteTurns();
  private final List<String> seen = new ArrayList<>();
  private final List<Callback> begun = new ArrayList<>();

  private void write(String name) {
    turns.take(
        Callback.from(() -> seen.add(name + " done"), failure -> seen.add(name + " failed")),
        turn -> {
          seen.add(name);
          begun.add(turn);
        });
  }

  @Test
  void aWriteWaitsForTheEndOfTheOneBefore() {
    write("connect");
    write("request");
    assertEquals(List.of("connect"), seen);

    begun.getFirst().succeeded();
    begun.getLast().succeeded();

    assertEquals(List.of("connect", "connect done", "request", "request done"), seen);
  }

  @Test
  void aWriteFollowsOneThatFailed() {
    write("connect");
    write("request");

    begun.getFirst().failed(new IOException("gone"));

    assertEquals(List.of("connect", "connect failed", "request"), seen);
  }

  @Test
  void aWriteFromTheEndOfTheOneBeforeBeginsAtOnce() {
    turns.take(Callback.from(() -> write("second")), begun::add);

    begun.getFirst().succeeded();

    assertEquals(List.of("second"), seen);
  }

  @Test
  void onlyOneWaits() {
    write("connect");
    write("request");

    assertThrows(WritePendingException.class, () -> write("another"));
  }
}
