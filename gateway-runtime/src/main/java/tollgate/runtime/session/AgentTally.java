package tollgate.runtime.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tollgate.api.usage.Money;

/** Adds up an agent's calls, in the order they were opened. */
final class AgentTally {

  private final String session;
  private final String name;
  private final Instant first;
  private final Set<String> models = new LinkedHashSet<>();
  private final List<String> results = new ArrayList<>();
  private String parent = "";
  private String instance = "";
  private Instant last;
  private Money recent = Money.ZERO;
  private Traffic traffic = Traffic.NONE;
  private long running;
  private long steps;

  /** The tally of the agent that made this call, which is still to be added. */
  AgentTally(AgentCall call) {
    this.session = call.session();
    this.name = call.agent();
    this.first = call.arrivedAt();
    this.last = call.arrivedAt();
  }

  void add(AgentCall call, Instant windowStart) {
    parent = call.parent().isEmpty() ? parent : call.parent();
    instance = call.instance();
    last = call.arrivedAt().isAfter(last) ? call.arrivedAt() : last;
    if (!call.model().isEmpty()) {
      models.add(call.model());
    }
    if (call.runs()) {
      running++;
    } else {
      traffic = traffic.plus(call.traffic());
      steps += call.lastResult().isEmpty() ? 0 : 1;
    }
    if (!call.arrivedAt().isBefore(windowStart)) {
      recent = recent.plus(call.traffic().cost());
    }
    if (call.counts()) {
      results.add(call.lastResult());
    }
  }

  String session() {
    return session;
  }

  String name() {
    return name;
  }

  String parent() {
    return parent;
  }

  AgentNode node(List<AgentNode> agents) {
    List<String> newest =
        results.subList(Math.max(0, results.size() - Repetition.CALLS), results.size());
    return new AgentNode(
        session,
        name,
        parent,
        instance,
        List.copyOf(models),
        first,
        last,
        running,
        steps,
        traffic,
        BurnRate.of(recent, traffic.cost(), first, last),
        Repetition.of(newest),
        agents);
  }
}
