package tollgate.tool.agents;

import java.util.List;
import java.util.function.Predicate;
import tollgate.api.call.Evidence;
import tollgate.api.call.UserAgent;

/**
 * One thing that proves an agent.
 *
 * @param evidence how strongly
 * @param proof the proof in a few words, as it is stored
 * @param tellsVersion whether the version in the User-Agent is then the agent's own
 * @param in whether a call carries it
 */
record Mark(Evidence evidence, String proof, boolean tellsVersion, Predicate<Call> in) {

  /** Where routers want an application's name. */
  private static final List<String> TITLES = List.of("x-title", "x-openrouter-title");

  /** A field whose name only this agent uses. */
  static Mark field(String name) {
    return new Mark(
        Evidence.BRAND_HEADER,
        "header " + name,
        false,
        call -> !call.headers().first(name).isEmpty());
  }

  /** Any field whose name begins so. */
  static Mark fields(String prefix) {
    return new Mark(
        Evidence.BRAND_HEADER,
        "header " + prefix,
        false,
        call -> !call.headers().nameStartingWith(prefix).isEmpty());
  }

  /** A field that others send too, with a value that only this agent gives it. */
  static Mark field(String name, String value) {
    return new Mark(
        Evidence.BRAND_HEADER,
        "header " + name,
        false,
        call -> call.headers().first(name).strip().equalsIgnoreCase(value));
  }

  /** What the agent calls itself in {@code originator}. */
  static Mark originator(String name) {
    return new Mark(
        Evidence.ORIGINATOR,
        "originator",
        false,
        call -> call.headers().first("originator").strip().equalsIgnoreCase(name));
  }

  /** A User-Agent that begins with this name. */
  static Mark product(String name) {
    return new Mark(Evidence.USER_AGENT, "user-agent " + name, true, call -> call.agent().is(name));
  }

  /** A User-Agent that begins with this name or with a front end's name made of it. */
  static Mark products(String stem) {
    return new Mark(
        Evidence.USER_AGENT, "user-agent " + stem, true, call -> isOfFamily(call.agent(), stem));
  }

  /** The name the agent tells to routers; its User-Agent is then mostly a library's. */
  static Mark title(String name) {
    return new Mark(
        Evidence.USER_AGENT,
        "application title",
        false,
        call -> call.first(TITLES).strip().equalsIgnoreCase(name));
  }

  /** The words with which only this agent's system prompt opens. */
  static Mark opening(String words) {
    return new Mark(
        Evidence.PROMPT_MARKER,
        "opening of the system prompt",
        false,
        call -> call.opening().startsWith(words));
  }

  /** The same where it counts only together with something else. */
  Mark and(Predicate<Call> also) {
    return new Mark(evidence, proof, tellsVersion, in.and(also));
  }

  /** The same where the User-Agent's version is not the agent's. */
  Mark withoutVersion() {
    return new Mark(evidence, proof, false, in);
  }

  private static boolean isOfFamily(UserAgent agent, String stem) {
    String product = agent.product();
    return agent.startsWith(stem)
        && (product.length() == stem.length() || "-_ ".indexOf(product.charAt(stem.length())) >= 0);
  }
}
