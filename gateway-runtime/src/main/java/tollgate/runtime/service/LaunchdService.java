package tollgate.runtime.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An agent of launchd, the user's own. */
record LaunchdService(Site site) implements ServiceManager {
  private static final String LABEL = "tollgate";
  private static final String OLD_LINES = "200";

  private Path agent() {
    return site.home().resolve("Library/LaunchAgents").resolve(LABEL + ".plist");
  }

  private Path log() {
    return site.home().resolve("Library/Logs/tollgate.log");
  }

  private String domain() {
    return "gui/" + site.user();
  }

  private String target() {
    return domain() + "/" + LABEL;
  }

  @Override
  public List<Step> install() {
    return List.of(new Step.Write(agent(), text()));
  }

  private String text() {
    String command =
        Stream.concat(Stream.of(site.program().toString(), "run"), site.arguments().stream())
            .map(word -> "    <string>" + escaped(word) + "</string>")
            .collect(Collectors.joining("\n"));
    String java =
        """
        <key>EnvironmentVariables</key>
        <dict>
          <key>TOLLGATE_JAVA_HOME</key>
          <string>%s</string>
        </dict>\
        """
            .formatted(escaped(site.java().toString()));
    return Templates.fill(
        site.installation(),
        "launchd.plist",
        Map.of(
            "COMMAND",
            command,
            "ENVIRONMENT",
            site.bringsJava() ? "" : java,
            "LOG",
            escaped(log().toString())));
  }

  private static String escaped(String text) {
    return Templates.line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** An agent that is loaded already is told to run; one that is not, is loaded, which runs it. */
  @Override
  public List<Step> start() {
    return List.of(load(), Step.Run.of("launchctl", "kickstart", target()));
  }

  private Step load() {
    return new Step.Try(List.of("launchctl", "bootstrap", domain(), agent().toString()));
  }

  private Step unload() {
    return new Step.Try(List.of("launchctl", "bootout", target()));
  }

  @Override
  public List<Step> stop() {
    return List.of(Step.Run.of("launchctl", "bootout", target()));
  }

  /** An agent that is loaded keeps to the file it was loaded from, so it is loaded anew. */
  @Override
  public List<Step> restart() {
    return List.of(unload(), load(), Step.Run.of("launchctl", "kickstart", target()));
  }

  @Override
  public List<Step> uninstall() {
    return List.of(unload(), new Step.Delete(agent()));
  }

  @Override
  public List<String> status() {
    return List.of("launchctl", "print", target());
  }

  @Override
  public List<String> logs(boolean follow) {
    var words = new ArrayList<>(List.of("tail", "-n", OLD_LINES));
    if (follow) {
      words.add("-F");
    }
    words.add(log().toString());
    return words;
  }

  @Override
  public List<String> hints() {
    return List.of("It starts when you log in. Its log is " + log() + ".");
  }
}
