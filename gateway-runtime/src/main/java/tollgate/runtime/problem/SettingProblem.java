package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.api.call.RefusalKind.FORBIDDEN;
import static tollgate.api.call.RefusalKind.INTERNAL;
import static tollgate.runtime.problem.Source.GATEWAY;
import static tollgate.runtime.problem.Source.OPERATOR;

/** Settings, files and command lines of the operator. */
public enum SettingProblem implements Problem {
  CONFIG_UNREADABLE("The settings file cannot be read: {0}", "Check the path and its permissions."),
  CONFIG_SYNTAX(
      OPERATOR.as(BAD_REQUEST), "The settings file is not valid: {0}", "Correct the line."),
  CONFIG_UNKNOWN_SETTING("Unknown setting \"{0}\".", "{1}All settings: docs/reference/settings.md"),
  CONFIG_BAD_VALUE(
      "The setting \"{0}\" is \"{1}\", which is not {2}.", "Give {2}. The default is {3}."),
  CONFIG_CONFLICT("The settings contradict each other: {0}", "{1}"),
  CONFIG_REMOVED_SETTING("The setting \"{0}\" no longer exists.", "{1}"),
  CONFIG_PROVIDERS(
      "The providers document is not valid: {0}",
      "Correct it; docs/guide/providers.md explains every field."),
  PROVIDER_INVALID("The provider \"{0}\" cannot be used: {1}", "Correct its settings."),
  PROVIDER_TAKEN("There is a provider \"{0}\" already.", "Change it."),
  PROVIDER_ELSEWHERE(
      OPERATOR.as(FORBIDDEN),
      "The provider \"{0}\" comes from {1} and can be changed there only.",
      "Change it there, then: tollgate providers reload."),
  PROVIDER_NOT_KEPT(
      GATEWAY.as(INTERNAL),
      "Nothing was changed: {0} cannot be written ({1}).",
      "Look at the disk and at who may write to the folder."),
  LOG_UNWRITABLE("{0} cannot be written: {1}.", "Set another log.file."),
  CLI_USAGE("The command line cannot be understood: {0}", "{1}");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  /** A fault in the operator's settings or files. */
  SettingProblem(String sentence, String remedy) {
    this(OPERATOR.as(BAD_REQUEST), sentence, remedy);
  }

  SettingProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
