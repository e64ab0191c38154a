package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.api.call.RefusalKind.INTERNAL;
import static tollgate.runtime.problem.Source.GATEWAY;
import static tollgate.runtime.problem.Source.OPERATOR;

/** Setting the gateway up, and having the machine start it. */
public enum SetupProblem implements Problem {
  INIT_EXISTS(
      "There is a configuration already: {0}.",
      "Give --merge to keep it and add what is missing, or --force to begin anew; a copy is kept."),
  INIT_NO_TERMINAL(
      "Questions are to be asked, and there is no terminal to ask them at.",
      "Answer by options: tollgate init --non-interactive --help"),
  INIT_ANSWER("{0} cannot be used: {1}.", "{2}"),
  INIT_ABANDONED("Nothing was written: there was no answer.", "Begin again: tollgate init"),
  INIT_POLICY(
      GATEWAY.as(INTERNAL),
      "The first policy does not pass its cases: {0}.",
      "Nothing was written. Unpack the distribution again."),
  INIT_UNWRITABLE(
      "{0} cannot be written: {1}.", "Nothing was changed. Check its folder and the disk."),
  INIT_NO_OFFERS(
      "What can be chosen from cannot be read in {0}: {1}.", "Unpack the distribution again."),
  SERVICE_NOT_HERE("{0}.", "{1}"),
  SERVICE_NO_TEMPLATE("The template {0} cannot be read: {1}.", "Unpack the distribution again."),
  SERVICE_ODD_PATH(
      "The path {0} holds a character that cannot stand in a unit.", "Move the installation."),
  SERVICE_FOREIGN(
      "The file {0} was not made by tollgate service install.",
      "Move it away, then try again; it was left as it is."),
  SERVICE_IN_A_HOME(
      "A service of the machine cannot use {0}, which lies in a home: its own user sees none.",
      "Install it for all users: sh install.sh --prefix /opt/tollgate --bin /usr/local/bin"),
  SERVICE_UNWRITABLE(
      "The file {0} cannot be changed: {1}.",
      "A service of the machine (--system) needs root; one of your own (--user) does not."),
  SERVICE_COMMAND(
      GATEWAY.as(INTERNAL),
      "The command \"{0}\" ended with {1}: {2}",
      "Do what it says, or see the whole plan: --dry-run");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  /** A matter of the operator's. */
  SetupProblem(String sentence, String remedy) {
    this(OPERATOR.as(BAD_REQUEST), sentence, remedy);
  }

  SetupProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
