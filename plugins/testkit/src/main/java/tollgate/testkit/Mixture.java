package tollgate.testkit;

import java.util.List;
import java.util.Random;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;

/** A reply as no upstream would send it: its events in any order, some of them damaged. */
final class Mixture {

  private static final int EVENTS = 24;

  private final GoldenReply reply;
  private final Random random;

  /** The mixture that a seed makes of a reply. */
  Mixture(GoldenReply reply, long seed) {
    this.reply = reply;
    random = new Random(seed);
  }

  /** Shows it to a reader and asks everything a reader can be asked. */
  void show(ReplyReader reader) {
    for (int i = 0; i < EVENTS; i++) {
      StreamEvent event = reply.events().get(random.nextInt(reply.events().size()));
      String data = Frames.dataOf(event);
      reply.feed(
          reader,
          List.of(random.nextBoolean() ? event : Frames.event(event.name(), damaged(data))));
      reader.running();
    }
    reader.usage();
    reader.fault();
    reader.ended();
    reader.ending(Samples.REFUSAL);
  }

  /** Mostly still JSON: letters and figures are exchanged, seldom anything else. */
  private String damaged(String data) {
    var damaged = new StringBuilder(data);
    for (int i = 0; i < data.length(); i++) {
      char c = data.charAt(i);
      if (random.nextInt(20) == 0 && Character.isDigit(c)) {
        damaged.setCharAt(i, (char) ('0' + random.nextInt(10)));
      } else if (random.nextInt(100) == 0 && Character.isLetter(c)) {
        damaged.setCharAt(i, (char) ('a' + random.nextInt(26)));
      } else if (random.nextInt(2_000) == 0) {
        damaged.setCharAt(i, (char) random.nextInt(Character.MAX_VALUE));
      }
    }
    return damaged.toString();
  }
}
