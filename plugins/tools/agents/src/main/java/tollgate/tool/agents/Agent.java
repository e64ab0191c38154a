package tollgate.tool.agents;

import java.util.Comparator;
import java.util.List;
import tollgate.api.call.Identity;

/**
 * A line of the table: how an agent is recognised, and where it tells the rest. A field that it
 * does not send is not in its line; sessions that any program may send are looked for in every
 * line.
 *
 * @param tool its id
 * @param marks what proves it, strongest first
 * @param sessions fields of its own that hold the session
 * @param parents fields that hold the session which started this one
 * @param instances fields that hold the id of an installation
 * @param versions fields that hold its version
 */
record Agent(
    String tool,
    List<Mark> marks,
    List<String> sessions,
    List<String> parents,
    List<String> instances,
    List<String> versions) {

  private static final List<String> ANYONES_SESSIONS =
      List.of("x-session-id", "session-id", "session_id", "x-session-affinity");

  private static final List<String> SESSION_HINTS = List.of("/session_id", "/prompt_cache_key");

  /** An agent that tells no more than its marks do. */
  static Agent of(String tool, Mark... marks) {
    return new Agent(
        tool,
        List.of(marks).stream().sorted(Comparator.comparing(Mark::evidence).reversed()).toList(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  Agent session(String... fields) {
    return new Agent(tool, marks, List.of(fields), parents, instances, versions);
  }

  Agent parent(String... fields) {
    return new Agent(tool, marks, sessions, List.of(fields), instances, versions);
  }

  Agent instance(String... fields) {
    return new Agent(tool, marks, sessions, parents, List.of(fields), versions);
  }

  Agent version(String... fields) {
    return new Agent(tool, marks, sessions, parents, instances, List.of(fields));
  }

  /** Who made a call that carries one of the marks. */
  Identity identity(Call call, Mark mark) {
    String session = session(call);
    String parent = call.first(parents);
    return Identity.of(tool, mark.evidence(), mark.proof())
        .withVersion(version(call))
        .withInstance(call.first(instances))
        .withSession(session)
        .withAgent(parent.isEmpty() ? "" : session, parent);
  }

  private String version(Call call) {
    String told = call.first(versions);
    if (!told.isEmpty()) {
      return told;
    }
    return marks.stream().anyMatch(mark -> mark.tellsVersion() && mark.in().test(call))
        ? call.agent().version()
        : "";
  }

  private String session(Call call) {
    String own = call.first(sessions);
    String session = own.isEmpty() ? call.first(ANYONES_SESSIONS) : own;
    for (int i = 0; session.isEmpty() && i < SESSION_HINTS.size(); i++) {
      session = call.facts().hint(SESSION_HINTS.get(i));
    }
    return session;
  }
}
