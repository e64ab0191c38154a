package tollgate.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.StreamEvent;

/**
 * A recorded reply as a broken line or a broken upstream may deliver it: bytes changed, pieces
 * lost, sent twice or in another place, the end missing. The same seed makes the same damage.
 */
final class Damage {

  private static final int MOST_WOUNDS = 6;
  private static final int LONGEST_PIECE = 200;

  private final Random random;

  Damage(long seed) {
    random = new Random(seed);
  }

  /** The events that can be found in what is left of a reply. */
  List<StreamEvent> of(GoldenReply reply) {
    if (reply.framing() == Framing.JSON_ARRAY) {
      return reply.events().stream().map(this::of).toList();
    }
    byte[] body = reply.golden().bytes("reply" + GoldenReply.ending(reply.framing()));
    return Frames.split(reply.framing(), wounded(body));
  }

  private StreamEvent of(StreamEvent item) {
    byte[] data = Frames.dataOf(item).getBytes(StandardCharsets.UTF_8);
    return random.nextInt(3) == 0
        ? Frames.event(item.name(), new String(wounded(data), StandardCharsets.UTF_8))
        : item;
  }

  private byte[] wounded(byte[] body) {
    byte[] wounded = body;
    for (int wounds = random.nextInt(MOST_WOUNDS); wounds >= 0 && wounded.length > 0; wounds--) {
      wounded = wound(wounded);
    }
    return wounded;
  }

  private byte[] wound(byte[] body) {
    int at = random.nextInt(body.length);
    int to = Math.min(body.length, at + 1 + random.nextInt(LONGEST_PIECE));
    int elsewhere = random.nextInt(body.length);
    var wounded = new ByteArrayOutputStream(body.length + LONGEST_PIECE);
    switch (random.nextInt(5)) {
      case 0 -> { // one byte is another
        wounded.write(body, 0, at);
        wounded.write(random.nextInt(256));
        wounded.write(body, at + 1, body.length - at - 1);
      }
      case 1 -> { // a piece is lost
        wounded.write(body, 0, at);
        wounded.write(body, to, body.length - to);
      }
      case 2 -> { // a piece comes a second time, in another place
        wounded.write(body, 0, elsewhere);
        wounded.write(body, at, to - at);
        wounded.write(body, elsewhere, body.length - elsewhere);
      }
      case 3 -> { // something that was never sent
        byte[] noise = new byte[to - at];
        random.nextBytes(noise);
        wounded.write(body, 0, at);
        wounded.writeBytes(noise);
        wounded.write(body, at, body.length - at);
      }
      default -> wounded.write(body, 0, Math.max(at, body.length / 2)); // the end is missing
    }
    return wounded.toByteArray();
  }
}
