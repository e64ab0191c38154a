package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.runtime.problem.Source.OPERATOR;

/** Pointing tools at the gateway. */
public enum ConnectProblem implements Problem {
  CONNECT_UNKNOWN_TOOL("Nothing is known of a tool \"{0}\".", "Name one of {1}."),
  CONNECT_NO_RECIPES(
      "What to set for which tool cannot be read from {0}: {1}.", "Unpack the distribution again."),
  CONNECT_UNREADABLE(
      "The settings file {0} cannot be changed: {1}.",
      "Change it by hand: the command shows what to set when it is given nothing to write."),
  CONNECT_UNWRITABLE("The file {0} cannot be written: {1}.", "Check its permissions and the disk."),
  CONNECT_KEY_NEEDED(
      "This gateway takes no call without a key, and none was given.",
      "Make one (tollgate keys create --name {0}) and give it on standard input with --key-stdin."),
  CONNECT_NOT_SET("Nothing was set for {0} that could be taken back.", "See tollgate connect.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  ConnectProblem(String sentence, String remedy) {
    this.wording = new Wording(OPERATOR.as(BAD_REQUEST), sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
