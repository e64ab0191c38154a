package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.Refusal;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Usage;

class DamageTest {

  @TempDir private Path folder;

  private GoldenReply reply() throws IOException {
    Files.writeString(
        folder.resolve("reply.sse"), "data: {\"text\":\"one\",\"place\":1}\n\n".repeat(20));
    return GoldenReply.of(new GoldenCase(folder)).orElseThrow();
  }

  private static List<String> damaged(GoldenReply reply, long seed) {
    return new Damage(seed).of(reply).stream().map(Frames::dataOf).toList();
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForOthers() throws IOException {
    GoldenReply reply = reply();
    var kinds = new HashSet<List<String>>();
    for (long seed = 0; seed < 50; seed++) {
      assertEquals(damaged(reply, seed), damaged(reply, seed), "seed " + seed);
      kinds.add(damaged(reply, seed));
    }

    assertTrue(kinds.size() > 25, kinds.size() + " kinds of damage");
    assertNotEquals(reply.events().stream().map(Frames::dataOf).toList(), damaged(reply, 0));
  }

  /** Does with every event what a test wants. */
  private abstract static class Careless implements ReplyReader {
    @Override
    public Framing framing() {
      return Framing.SSE;
    }

    @Override
    public void whole(JsonView body) {}

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public String fault() {
      return "";
    }

    @Override
    public Usage running() {
      return Usage.UNKNOWN;
    }

    @Override
    public Usage usage() {
      return Usage.UNKNOWN;
    }

    @Override
    public List<byte[]> ending(Refusal refusal) {
      return List.of();
    }
  }

  @Test
  void findsAReaderThatLooksLater() throws IOException {
    var reader =
        new Careless() {
          private JsonView last = JsonTree.missing();

          @Override
          public Disposition event(StreamEvent event) {
            last.at("/text").asText(9);
            last = event.json();
            return Disposition.KEEP;
          }
        };
    GoldenReply reply = reply();

    assertThrows(AssertionError.class, () -> Lease.show(Framing.SSE, reply.events(), reader));
  }

  @Test
  void findsAReaderThatKeepsWhatItSees() throws IOException {
    var keeper =
        new Careless() {
          private final List<String> kept = new ArrayList<>();

          @Override
          public Disposition event(StreamEvent event) {
            kept.add(event.json().at("/text").asText(9_999).orElse(""));
            return Disposition.KEEP;
          }
        };

    assertTrue(new Flood(reply()).keptBy(keeper) > Flood.size() / 4);
  }
}
