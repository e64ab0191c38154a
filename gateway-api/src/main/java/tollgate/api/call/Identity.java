package tollgate.api.call;

/**
 * Who made a call, as far as a detector can tell. Identity is what the client says of itself: it
 * attributes cost, it never authenticates. Absent parts are empty texts.
 *
 * <p>The gateway cleans every part before it stores it: at most 128 characters, printable ASCII.
 *
 * @param tool the program, for example {@code opencode}; {@code sdk:<name>} for a bare library
 * @param version the program's version
 * @param evidence the kind of proof
 * @param proof the proof itself in a few words, for example {@code header x-opencode-session}
 * @param instance one installation or named agent of the tool; a client's {@code x-agent-name}
 *     header outranks what a detector says here
 * @param session the coding session
 * @param agent the agent or sub-agent within the session, {@code kind:id} where the tool tells a
 *     kind; empty for the main one
 * @param parentAgent the agent that started this one, with or without its kind, or the session that
 *     did where sub-agents have sessions of their own; empty when it is unknown or the main one
 * @since 1.0
 */
public record Identity(
    String tool,
    String version,
    Evidence evidence,
    String proof,
    String instance,
    String session,
    String agent,
    String parentAgent) {

  /** The tool of a call nobody recognised. */
  public static final String UNKNOWN_TOOL = "unknown";

  /** Nobody recognised the call. */
  public static final Identity UNKNOWN =
      new Identity(UNKNOWN_TOOL, "", Evidence.NONE, "", "", "", "", "");

  /** A tool with its proof and nothing more; add the rest with the {@code with…} methods. */
  public static Identity of(String tool, Evidence evidence, String proof) {
    return new Identity(tool, "", evidence, proof, "", "", "", "");
  }

  /** The same with the program's version. */
  public Identity withVersion(String value) {
    return new Identity(tool, value, evidence, proof, instance, session, agent, parentAgent);
  }

  /** The same with an instance name. */
  public Identity withInstance(String value) {
    return new Identity(tool, version, evidence, proof, value, session, agent, parentAgent);
  }

  /** The same with a session. */
  public Identity withSession(String value) {
    return new Identity(tool, version, evidence, proof, instance, value, agent, parentAgent);
  }

  /** The same with an agent and the agent that started it. */
  public Identity withAgent(String value, String parent) {
    return new Identity(tool, version, evidence, proof, instance, session, value, parent);
  }
}
