package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.api.call.RefusalKind.INTERNAL;
import static tollgate.api.call.RefusalKind.NOT_FOUND;
import static tollgate.api.call.RefusalKind.UPSTREAM_UNAVAILABLE;
import static tollgate.runtime.problem.Source.GATEWAY;
import static tollgate.runtime.problem.Source.OPERATOR;

/** A plugin jar that is refused or fails. */
public enum PluginProblem implements Problem {
  PLUGIN_UNREADABLE(
      "The plugin {0} cannot be read: {1}.", "Replace the file with a complete plugin jar."),
  PLUGIN_PACKING(
      "The plugin {0} is packed as no build packs a jar: {1}.",
      "Build the jar anew with ordinary tools; do not use this file."),
  PLUGIN_ENDS_GATEWAY(
      "The plugin {0} would end the gateway: {1}.",
      "Have it throw an exception there, or leave the class out of the jar."),
  PLUGIN_NOT_ALLOWED(
      "The plugin {0} is not allowed: {1} with the SHA-256 {2} is not in plugins.allowed.",
      "Add the SHA-256 to plugins.allowed if you trust the file, and restart; or remove it."),
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
  PLUGIN_SETTING(
      "The plugin {0} cannot take its settings: {1}.",
      "Correct them in the settings file or through the admin API."),
  PLUGIN_NOT_THERE(
      OPERATOR.as(NOT_FOUND), "There is no plugin {0}.", "tollgate plugins list names them."),
  PLUGIN_NEEDED("The plugin {0} cannot go: {1} needs it.", "Disable or remove that one first."),
  PLUGIN_FOLDER(
      "The plugin {0} is a folder of jars, {1}, and cannot be replaced by one jar.",
      "Put the new files into the folder, or remove the plugin first."),
  PLUGIN_NO_VERSION(
      OPERATOR.as(NOT_FOUND),
      "No other version of the plugin {0} is kept.",
      "tollgate plugins show tells which are."),
  PLUGIN_UNWRITABLE(
      GATEWAY.as(INTERNAL),
      "Nothing was changed: {0} cannot be written ({1}).",
      "Look at the disk and at who may write to the folder."),
  PLUGIN_ASIDE(
      GATEWAY.as(UPSTREAM_UNAVAILABLE),
      "The plugin {0} failed too often and is left alone for {1} s.",
      "Try again later; the operator can release it with tollgate plugins release {0}."),
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
