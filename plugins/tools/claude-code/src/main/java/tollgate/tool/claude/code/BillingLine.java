package tollgate.tool.claude.code;

import tollgate.api.call.PromptEdges;

/**
 * The line with which Claude Code's system prompt opens: {@code x-anthropic-billing-header:
 * cc_version=2.1.329.136; cc_entrypoint=sdk-cli;}, seen in release 2.1.329.
 *
 * @param present whether the prompt opens with one
 * @param version the release and its build, empty when not told
 * @param subagent whether it says that a sub-agent asks
 */
record BillingLine(boolean present, String version, boolean subagent) {

  private static final String OPENING = "x-anthropic-billing-header:";
  private static final BillingLine NONE = new BillingLine(false, "", false);

  /** The line of a prompt. */
  static BillingLine of(PromptEdges edges) {
    String text = edges.systemStart();
    if (!text.startsWith(OPENING)) {
      return NONE;
    }
    int feed = text.indexOf('\n');
    String line = feed < 0 ? text : text.substring(0, feed);
    return new BillingLine(
        true, value(line, "cc_version="), value(line, "cc_is_subagent=").equals("true"));
  }

  private static String value(String line, String label) {
    int at = line.indexOf(label);
    if (at < 0) {
      return "";
    }
    int start = at + label.length();
    int end = line.indexOf(';', start);
    return line.substring(start, end < 0 ? line.length() : end).strip();
  }
}
