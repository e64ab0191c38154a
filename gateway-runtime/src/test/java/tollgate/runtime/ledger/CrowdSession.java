package tollgate.runtime.ledger;

import java.util.SplittableRandom;
import java.util.UUID;

/** A session at a desk: mostly short, now and then without an end in sight. */
final class CrowdSession {
  private static final int LONGEST = 30_000;
  private static final long SLEPT = 8 * 3_600_000L;

  private final String id;
  private final int calls;
  private final int account;
  private int step;
  private int agents;
  private int callsOfAgent;
  private String agent = "";
  private long lastAt;

  CrowdSession(SplittableRandom random) {
    id = new UUID(random.nextLong(), random.nextLong()).toString();
    double luck = Math.max(1e-9, random.nextDouble());
    calls = (int) Math.min(LONGEST, 4 / Math.pow(luck, 0.9));
    account = random.nextInt(1_000);
  }

  /** Whether the next call belongs to another session. */
  boolean isOver(long now) {
    return step >= calls || (step > 0 && now - lastAt > SLEPT);
  }

  /** Goes on by one call. */
  void next(SplittableRandom random, long now) {
    step++;
    lastAt = now;
    if (callsOfAgent > 0) {
      callsOfAgent--;
    } else if (random.nextInt(40) == 0) {
      agent = "agent-" + ++agents;
      callsOfAgent = 3 + random.nextInt(20);
    } else {
      agent = "";
    }
  }

  String id() {
    return id;
  }

  String agent() {
    return agent;
  }

  int step() {
    return step;
  }

  int account() {
    return account;
  }
}
