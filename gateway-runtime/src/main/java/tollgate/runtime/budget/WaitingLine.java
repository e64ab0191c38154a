package tollgate.runtime.budget;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Claims that wait for running calls to end, in the order in which they came. One that waits keeps
 * its place on every counter it needs: a smaller claim that came later does not overtake it there.
 * Claims that share no counter do not wait for each other. Guarded by the till's lock.
 */
final class WaitingLine {
  private final Set<Waiter> line = new LinkedHashSet<>();

  void enter(Waiter waiter) {
    line.add(waiter);
    waiter.demands().forEach(demand -> demand.counter().queue(1));
  }

  void leave(Waiter waiter) {
    if (line.remove(waiter)) {
      waiter.demands().forEach(demand -> demand.counter().queue(-1));
    }
  }

  int length() {
    return line.size();
  }

  /**
   * Lets in whom the freed counters have room for by now.
   *
   * @param claims answers a claim, whoever waits for it
   */
  void serve(List<Counter> freed, Function<Waiter, Answer> claims) {
    if (line.isEmpty() || freed.stream().noneMatch(Counter::isAwaited)) {
      return;
    }
    Set<Counter> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Waiter waiter : new ArrayList<>(line)) {
      if (waiter.demands().stream().noneMatch(demand -> taken.contains(demand.counter()))) {
        Answer answer = claims.apply(waiter);
        if (!(answer instanceof Answer.Contended)) {
          leave(waiter);
          waiter.answer(answer);
          continue;
        }
      }
      waiter.demands().forEach(demand -> taken.add(demand.counter()));
    }
  }
}
