package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.api.call.RefusalKind.INTERNAL;
import static tollgate.runtime.problem.Source.GATEWAY;
import static tollgate.runtime.problem.Source.OPERATOR;

/** A plugin jar that is refused or fails. */
public enum PluginProblem implements Problem {
  PLUGIN_UNREADABLE(
      "The plugin {0} cannot be read: {1}.", "Replace the file with a complete plugin jar."),
  PLUGIN_DESCRIPTOR(
      "The plugin {0} does not describe itself: {1}.",
      "Set Plugin-Id, Plugin-Version and Plugin-Requires in the jar's manifest and a module"
          + " descriptor."),
  PLUGIN_WRONG_API(
      "The plugin {0} needs the API {1}; this gateway has {2}.",
      "Install a version of the plugin built for this gateway."),
  PLUGIN_DUPLICATE("The plugin id {0} is in two jars: {1} and {2}.", "Remove one of them."),
  PLUGIN_REQUIRES(
      "The plugin {0} requires the module {1}, which a plugin may not use.",
      "Put the library into the plugin's own jar or do without it."),
  PLUGIN_MODULE_MISSING(
      "The plugin {0} requires the module {1}, which this Java runtime does not have.",
      "Run the gateway on a whole JDK, with --add-modules {1}."),
  PLUGIN_DEPENDENCY(
      "The plugin {0} needs the plugin {1}, which is {2}.",
      "Install a fitting version of {1}, or remove {0}."),
  PLUGIN_FAILED(
      "The plugin {0} failed while it was started: {1}.",
      "Read the log for the whole story, then mend or remove the plugin."),
  PLUGIN_CONFLICT(
      OPERATOR.as(BAD_REQUEST), "The plugins {0} and {1} both bring {2}.", "Remove one of them."),
  PLUGIN_FAULT(
      GATEWAY.as(INTERNAL),
      "The plugin {0} failed while it served this call.",
      "Tell the operator; the log has the details under this call's id.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  /** A fault in the operator's settings or files. */
  PluginProblem(String sentence, String remedy) {
    this(OPERATOR.as(BAD_REQUEST), sentence, remedy);
  }

  PluginProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
