package tollgate.runtime.budget;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at every step of a till in its order, and works out by simple sums, one counter per cap and
 * nothing shared with the till's code, whether it was right: who was let in had room under every
 * cap, who was turned away had none, and nothing passes a cap by more than calls spent beyond what
 * they held.
 */
final class Oracle implements Witness {

  /** A cap's own account: of all calls, and of those it was put to. */
  private static final class Account {
    private long spent;
    private long held;
    private long running;
    private long spentUnder;

    /** What calls under it used beyond what it had left for them. */
    private long beyond;
  }

  private record Running(Claim claim, Amount hold) {}

  private final Map<Cap, Account> accounts = new LinkedHashMap<>();
  private final IdentityHashMap<Lease, Running> running = new IdentityHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long admitted;
  private long refused;
  private long contended;
  private long overruns;

  /** An oracle over caps whose meters have no axes, so that every call counts under each. */
  Oracle(List<Cap> caps) {
    caps.forEach(cap -> accounts.put(cap, new Account()));
  }

  @Override
  public void answered(Claim claim, Amount needed, Answer answer, boolean inTurn) {
    switch (answer) {
      case Lease lease -> {
        admitted++;
        for (Cap cap : claim.caps()) {
          check(hasRoom(cap, claim.least()), "let in without room under " + cap);
          check(leavesRoom(cap, claim, lease.held()), "more than a share was taken of " + cap);
        }
        post(lease.held(), 1);
        for (Cap cap : claim.caps()) {
          Account account = accounts.get(cap);
          check(
              cap.unit() == Unit.CONCURRENT || account.spent + account.held <= cap.most(),
              "more is held than " + cap + " leaves");
        }
        running.put(lease, new Running(claim, lease.held()));
      }
      case Answer.Exhausted(var cap, _, var spent, var lacking, _) -> {
        refused++;
        Account account = accounts.get(cap);
        long taken = cap.unit() == Unit.CALLS ? account.spent + account.held : account.spent;
        check(taken + lacking > cap.most(), "refused although " + cap + " has room");
        check(spent == account.spent, "told " + spent + " spent of " + account.spent);
      }
      case Answer.Contended(var cap, _, _, _) -> {
        contended++;
        check(accounts.get(cap).running > 0, "contended although nobody runs under " + cap);
        boolean fits = claim.caps().stream().allMatch(one -> hasRoom(one, claim, needed));
        check(inTurn || !fits, "turned back although every cap has room");
      }
      case Answer.Unknown _ -> {}
    }
  }

  private boolean hasRoom(Cap cap, Amount needed) {
    Account account = accounts.get(cap);
    return cap.unit() == Unit.CONCURRENT
        ? account.running < cap.most()
        : account.spent + account.held + cap.unit().of(needed) <= cap.most();
  }

  /** For so much; or for the least, where an empty cap would have no room for so much. */
  private boolean hasRoom(Cap cap, Claim claim, Amount needed) {
    boolean never =
        cap.unit().isMeasured() && accounts.get(cap).spent + cap.unit().of(needed) > cap.most();
    return hasRoom(cap, never ? claim.least() : needed);
  }

  /** Beyond what is enough for it a call takes a quarter of the room at most. */
  private boolean leavesRoom(Cap cap, Claim claim, Amount hold) {
    long taken = cap.unit().of(hold);
    long least = cap.unit().of(claim.least());
    Account account = accounts.get(cap);
    return !cap.unit().isMeasured()
        || taken <= cap.unit().of(claim.enough())
        || 4 * (taken - least) <= cap.most() - account.spent - account.held - least;
  }

  @Override
  public void moved(Lease lease, Amount hold) {
    Running was = running.get(lease);
    post(hold.minus(was.hold()), 0);
    running.put(lease, new Running(was.claim(), hold));
    for (Cap cap : was.claim().caps()) {
      Account account = accounts.get(cap);
      long more = cap.unit().of(hold) - cap.unit().of(was.hold());
      long over = Math.min(more, account.spent + account.held - cap.most());
      if (cap.unit().isMeasured() && over > 0) {
        overruns++;
        account.beyond += over;
      }
    }
  }

  @Override
  public void ended(Lease lease, Amount cost) {
    Running was = running.remove(lease);
    post(Amount.ZERO.minus(was.hold()), -1);
    accounts.forEach((cap, account) -> account.spent += cap.unit().of(cost));
    for (Cap cap : was.claim().caps()) {
      Account account = accounts.get(cap);
      account.spentUnder += cap.unit().of(cost);
      long over = cap.unit().of(cost) - cap.unit().of(was.hold());
      if (over > 0) {
        overruns++;
        account.beyond += over;
      }
    }
  }

  private void post(Amount hold, int calls) {
    accounts.forEach((cap, account) -> {
      account.held += cap.unit().of(hold);
      account.running += calls;
    });
  }

  private void check(boolean right, String fault) {
    if (!right && faults.size() < 20) {
      faults.add(fault);
    }
  }

  /** By how much the calls under a cap spent more than it allows. */
  long overspent(Cap cap) {
    return cap.unit() == Unit.CONCURRENT
        ? 0
        : Math.max(0, accounts.get(cap).spentUnder - cap.most());
  }

  /** What calls under a cap used beyond what it had left for them: by that it may be passed. */
  long beyond(Cap cap) {
    return accounts.get(cap).beyond;
  }

  List<String> faults() {
    return faults;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  @Override
  public String toString() {
    return "%,d admitted, %,d refused, %,d asked to wait, %,d used more than was left"
        .formatted(admitted, refused, contended, overruns);
  }
}
