package tollgate.tool.openclaw;

import tollgate.api.call.PromptEdges;

/**
 * What OpenClaw writes of its own run into the prompt: {@code Runtime: agent=main |
 * session=agent:main:explicit:s1 | sessionId=… | host=… | …}.
 *
 * <p>The session key names the agent once more, and a sub-agent within it: {@code
 * agent:main:subagent:<id>} was started by the agent {@code main}.
 *
 * @param agent the agent, or the sub-agent where the session is one's
 * @param parentAgent the agent that started a sub-agent, else empty
 * @param session the session's id, or its key where no id is told
 */
record RuntimeLine(String agent, String parentAgent, String session) {

  private static final RuntimeLine NONE = new RuntimeLine("", "", "");

  private static final String START = "Runtime: agent=";
  private static final String SUBAGENT = ":subagent:";

  /** The line at the end of the system text, or else of one of the last user messages. */
  static RuntimeLine of(PromptEdges edges) {
    var line = read(edges.systemEnd());
    return line.equals(NONE) ? read(edges.userEnds()) : line;
  }

  /** Whether a text holds a runtime line with all the fields that identify a run. */
  static boolean closes(String text) {
    int start = text.lastIndexOf(START);
    return start >= 0
        && !value(text, "| session=", start).isEmpty()
        && !value(text, "| sessionId=", start).isEmpty();
  }

  /** Reads field by field: the beginning of a long line may lie outside the edge. */
  private static RuntimeLine read(String text) {
    int start = Math.max(text.lastIndexOf(START), 0);
    String agent = value(text, START, start);
    String key = value(text, "| session=", start);
    String id = value(text, "| sessionId=", start);
    int subagent = key.indexOf(SUBAGENT);
    return subagent < 0
        ? new RuntimeLine(agent, "", id.isEmpty() ? key : id)
        : new RuntimeLine(key.substring(subagent + 1), agent, id.isEmpty() ? key : id);
  }

  /** What follows a label, up to the next space. */
  private static String value(String text, String label, int from) {
    int at = text.indexOf(label, from);
    if (at < 0) {
      return "";
    }
    int start = at + label.length();
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }
}
