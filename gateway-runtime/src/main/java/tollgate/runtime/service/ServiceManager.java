package tollgate.runtime.service;

import java.util.List;
import java.util.Locale;
import tollgate.runtime.problem.SetupProblem;

/** Who starts programs on a machine: what it takes to have it start this one. */
public sealed interface ServiceManager permits SystemdService, LaunchdService {

  /** Makes it known, without starting it. */
  List<Step> install();

  /** Starts it. */
  List<Step> start();

  /** Ends it until the next start. */
  List<Step> stop();

  /** Ends and starts it. */
  List<Step> restart();

  /** Ends it and makes it unknown; data and settings stay. */
  List<Step> uninstall();

  /** The command that tells how it is; ends with another status than 0 where it does not run. */
  List<String> status();

  /** The command that shows its log. */
  List<String> logs(boolean follow);

  /** What the operator should know once it is installed. */
  List<String> hints();

  /**
   * The one of this kind of machine.
   *
   * @param system {@code os.name} as Java tells it
   * @param forAll whether it is a service of the machine instead of the user's own
   */
  static ServiceManager of(String system, boolean forAll, Site site) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      throw SetupProblem.SERVICE_NOT_HERE.exception(
          "Windows has services of another kind, and none is made here",
          "Have the task scheduler start it: schtasks /Create /SC ONLOGON /TN Tollgate /TR \""
              + site.installation().resolve("bin").resolve("tollgate.bat")
              + " run\"");
    }
    if (!name.startsWith("mac")) {
      return forAll ? SystemdService.ofMachine(site) : SystemdService.ofUser(site);
    }
    if (forAll) {
      throw SetupProblem.SERVICE_NOT_HERE.exception(
          "On macOS the gateway is an agent of one user",
          "Leave --system out, and log in as the user who is to own it.");
    }
    return new LaunchdService(site);
  }
}
