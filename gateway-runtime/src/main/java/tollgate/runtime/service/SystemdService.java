package tollgate.runtime.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.runtime.problem.SetupProblem;

/**
 * A service of systemd: the user's own, or one of the machine with a user of its own.
 *
 * @param forAll whether it is the machine's
 */
record SystemdService(Site site, boolean forAll) implements ServiceManager {
  private static final String UNIT = "tollgate.service";
  private static final Path ALL_UNITS = Path.of("/etc/systemd/system");
  private static final Path USERS = Path.of("/etc/sysusers.d/tollgate.conf");
  private static final String CONFIGURATION = "/etc/tollgate";
  private static final String OLD_LINES = "200";

  static SystemdService ofUser(Site site) {
    return new SystemdService(site, false);
  }

  static SystemdService ofMachine(Site site) {
    return new SystemdService(site, true);
  }

  private Path unit() {
    return (forAll ? ALL_UNITS : site.settings().resolve("systemd/user")).resolve(UNIT);
  }

  @Override
  public List<Step> install() {
    var steps = new ArrayList<Step>();
    if (forAll) {
      refuseHomes();
      steps.add(
          new Step.Write(USERS, Templates.fill(site.installation(), "sysusers.conf", Map.of())));
      steps.add(Step.Run.of("systemd-sysusers", USERS.toString()));
      // The gateway reads its settings and cannot change them; nobody else reads its secrets.
      steps.add(Step.Run.of("mkdir", "-p", CONFIGURATION));
      steps.add(Step.Run.of("chgrp", "-R", "tollgate", CONFIGURATION));
      steps.add(Step.Run.of("chmod", "-R", "u=rwX,g=rX,o=", CONFIGURATION));
    }
    steps.add(new Step.Write(unit(), text()));
    steps.add(systemctl("daemon-reload"));
    steps.add(systemctl("enable", UNIT));
    return steps;
  }

  private String text() {
    String command =
        Stream.concat(Stream.of(site.program().toString(), "run"), site.arguments().stream())
            .map(SystemdService::word)
            .collect(Collectors.joining(" "));
    String java = "TOLLGATE_JAVA_HOME=" + site.java();
    return Templates.fill(
        site.installation(),
        forAll ? "systemd-system.service" : "systemd-user.service",
        Map.of(
            "HOME",
            Templates.line(site.installation().toUri().getRawPath().replaceFirst("/$", ""))
                .replace("%", "%%"),
            "COMMAND",
            command,
            "ENVIRONMENT",
            site.bringsJava() ? "" : "Environment=" + word(java)));
  }

  /** Homes are closed to the service's own user. */
  private void refuseHomes() {
    Stream.of(site.installation(), site.java())
        .filter(place -> Stream.of("/home", "/root", "/run/user").anyMatch(place::startsWith))
        .findFirst()
        .ifPresent(place -> {
          throw SetupProblem.SERVICE_IN_A_HOME.exception(place);
        });
  }

  /** A word of a command as systemd.service(5) wants it quoted. */
  private static String word(String text) {
    String escaped =
        Templates.line(text)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("%", "%%")
            .replace("$", "$$");
    return escaped.matches("[\\w%$./=:,+@-]+") ? escaped : "\"" + escaped + "\"";
  }

  @Override
  public List<Step> start() {
    return List.of(systemctl("start", UNIT));
  }

  @Override
  public List<Step> stop() {
    return List.of(systemctl("stop", UNIT));
  }

  @Override
  public List<Step> restart() {
    return List.of(systemctl("restart", UNIT));
  }

  @Override
  public List<Step> uninstall() {
    var steps = new ArrayList<Step>();
    steps.add(new Step.Try(words("disable", "--now", UNIT)));
    steps.add(new Step.Delete(unit()));
    if (forAll) {
      steps.add(new Step.Delete(USERS)); // the user stays with what is its own
    }
    steps.add(systemctl("daemon-reload"));
    return steps;
  }

  @Override
  public List<String> status() {
    return words("status", "--no-pager", UNIT);
  }

  @Override
  public List<String> logs(boolean follow) {
    var words = new ArrayList<String>(List.of("journalctl"));
    if (!forAll) {
      words.add("--user");
    }
    words.addAll(List.of("--unit", UNIT, "--lines", OLD_LINES, "--output", "cat", "--no-pager"));
    if (follow) {
      words.add("--follow");
    }
    return words;
  }

  @Override
  public List<String> hints() {
    return forAll
        ? List.of(
            "Its settings are " + CONFIGURATION + "/tollgate.toml, its data /var/lib/tollgate.")
        : List.of("It ends when you log out, unless you allow it to stay: loginctl enable-linger");
  }

  private Step systemctl(String... words) {
    return new Step.Run(words(words));
  }

  private List<String> words(String... words) {
    return Stream.concat(
            forAll ? Stream.of("systemctl") : Stream.of("systemctl", "--user"), Stream.of(words))
        .toList();
  }
}
