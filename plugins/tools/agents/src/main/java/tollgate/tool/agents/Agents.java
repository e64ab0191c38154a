package tollgate.tool.agents;

import java.util.List;

/**
 * The agents that are recognised, and where each line's facts come from: <b>seen</b> means that the
 * named release was run against a recording server, <b>source</b> that its published code was read.
 *
 * <p>A bare library's User-Agent is no mark here. What a line does not name could not be
 * established; {@code docs/reference/tools.md} says so for each agent.
 */
final class Agents {

  /** Every line. No two have a mark in common. */
  static final List<Agent> ALL =
      List.of(
          aider(),
          amp(),
          cline(),
          continueCli(),
          copilotCli(),
          crush(),
          geminiCli(),
          kiloCode(),
          pi(),
          qwenCode(),
          rooCode());

  private Agents() {}

  /**
   * Seen: 0.86.2 in the chat dialect. It has no name of its own on the wire, LiteLLM and the Python
   * SDK speak for it. Source: its other modes' prompts, and the title that older releases gave to
   * routers. Other programs copy the prompts, so one counts only with such a User-Agent.
   */
  private static Agent aider() {
    return Agent.of(
        "aider",
        Mark.title("Aider"),
        Mark.opening("Act as an expert software developer").and(Agents::isPython),
        Mark.opening("Act as an expert code analyst.").and(Agents::isPython),
        Mark.opening("Act as an expert architect engineer").and(Agents::isPython));
  }

  /**
   * Seen: 0.0.1790142911, which speaks to its own backend only. Source: gateways that stand between
   * that and a model, for the thread.
   */
  private static Agent amp() {
    return Agent.of("amp", Mark.fields("x-amp-"))
        .session("x-amp-thread-id")
        .instance("x-amp-installation-id")
        .version("x-amp-client-version");
  }

  /**
   * Source: SDK 0.0.86 of CLI 3.0.65. It sends a session of OpenCode's to OpenCode's own provider,
   * with its own User-Agent.
   */
  private static Agent cline() {
    return Agent.of(
            "cline",
            Mark.field("x-client-type", "cline-sdk"),
            Mark.originator("cline"),
            Mark.product("Cline"),
            Mark.title("Cline"),
            Mark.opening("You are Cline,"))
        .session("x-task-id", "x-opencode-session")
        .version("x-client-version");
  }

  /**
   * Seen: CLI 1.5.47, whose headers are those of the vendors' SDKs, their names made unreadable by
   * its bundler. Source: older ones, with {@code Continue-CLI} in the User-Agent.
   */
  private static Agent continueCli() {
    return Agent.of(
        "continue",
        Mark.product("Continue-CLI"),
        Mark.opening("You are an agent in the Continue CLI."));
  }

  /**
   * Seen: 1.0.102 in the chat and Messages dialects. Its {@code x-initiator} and {@code
   * x-interaction-type} are GitHub's; other programs send them to GitHub's service.
   */
  private static Agent copilotCli() {
    return Agent.of("copilot-cli", Mark.opening("You are the GitHub Copilot CLI"));
  }

  /** Source: 0.97 with a hyphen in the name, before 0.2 with a space. */
  private static Agent crush() {
    return Agent.of(
        "crush",
        Mark.product("Charm-Crush"),
        Mark.product("Charm Crush"),
        Mark.opening("You are Crush, a powerful AI Assistant that runs in the CLI."),
        Mark.opening("You are an agent for Crush."));
  }

  /**
   * Seen: 0.61.0, with the front end in the product's name. Source: the same, for the interactive
   * opening and the installation, which is sent where usage statistics are on.
   */
  private static Agent geminiCli() {
    return Agent.of("gemini-cli", Mark.products("GeminiCLI"), Mark.opening("You are Gemini CLI,"))
        .instance("x-gemini-api-privileged-user-id");
  }

  /**
   * Source: extension 4, and CLI 7.8.1, which is made of OpenCode's code and bears its names. The
   * openings are its own; {@code You are Kilo} alone is anybody's.
   */
  private static Agent kiloCode() {
    return Agent.of(
            "kilo-code",
            Mark.fields("x-kilocode-"),
            Mark.originator("kilo-code"),
            Mark.product("Kilo-Code"),
            Mark.product("kilo").withoutVersion(),
            Mark.title("Kilo Code"),
            Mark.opening("You are Kilo Code,"),
            Mark.opening("You are Kilo, the best coding agent"),
            Mark.opening("You are Kilo, an interactive CLI"),
            Mark.opening("You are Kilo, an agent"))
        .session("x-kilocode-taskid")
        .parent("x-kilocode-parent-taskid", "x-parent-session-id")
        .instance("x-kilocode-machineid")
        .version("x-kilocode-version");
  }

  /**
   * Seen: 0.73.1, where only the prompt names it. Source: the same and later ones, for the names it
   * gives to some hosts, among them the value in a header that is OpenCode's.
   */
  private static Agent pi() {
    return Agent.of(
            "pi",
            Mark.field("x-opencode-client", "pi"),
            Mark.originator("pi"),
            Mark.product("pi"),
            Mark.product("pi-coding-agent"),
            Mark.title("pi"),
            Mark.opening("You are an expert coding assistant operating inside pi,"))
        .session("x-opencode-session");
  }

  /** Seen: 0.24.4 in the chat dialect, 0.15.10 in Messages and Gemini, without any session. */
  private static Agent qwenCode() {
    return Agent.of(
            "qwen-code",
            Mark.product("QwenCode"),
            Mark.title("Qwen Code"),
            Mark.opening("You are Qwen Code,"))
        .instance("x-gemini-api-privileged-user-id");
  }

  /** Source: 3.53; it is a VS Code extension. Programs made of its code keep its User-Agent. */
  private static Agent rooCode() {
    return Agent.of(
        "roo-code",
        Mark.originator("roo-code"),
        Mark.product("RooCode"),
        Mark.product("roo-code"),
        Mark.title("Roo Code"),
        Mark.opening("You are Roo,"));
  }

  /** Whether LiteLLM or a vendor's Python SDK speaks: {@code OpenAI/Python 2.20.0}. */
  private static boolean isPython(Call call) {
    return call.agent().is("litellm") || call.agent().version().equalsIgnoreCase("Python");
  }
}
