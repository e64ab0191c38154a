package tollgate.runtime.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tollgate.api.json.Json;
import tollgate.runtime.script.Script;
import tollgate.runtime.script.ScriptSource;

/**
 * A policy that can be asked.
 *
 * @param name its file's name without {@code .js}
 * @param script its code, loaded
 * @param mode how it is used
 * @param failsOpen whether calls go on when it fails; else they are refused
 */
record Policy(String name, Script script, Mode mode, boolean failsOpen) {

  /** What is read of a policy's file. */
  static final Script.Exports EXPORTS = new Script.Exports("decide", Set.of("mode", "onError"));

  /**
   * A policy as its file and the operator want it.
   *
   * @param chosen the operator's mode; it wins over the file's
   * @throws IllegalArgumentException when the file exports what is no mode
   */
  static Policy of(Script script, Optional<Mode> chosen) {
    Map<String, Json> constants = script.constants();
    Mode own =
        Mode.of(text(constants, "mode", "enforce"))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "its mode must be \"enforce\", \"shadow\" or \"off\", not "
                        + Json.encode(constants.getOrDefault("mode", Json.NULL))));
    String onError = text(constants, "onError", "closed");
    if (!onError.equals("closed") && !onError.equals("open")) {
      throw new IllegalArgumentException("its onError must be \"closed\" or \"open\"");
    }
    return new Policy(nameOf(script.source()), script, chosen.orElse(own), onError.equals("open"));
  }

  private static String text(Map<String, Json> constants, String name, String standard) {
    return switch (constants.get(name)) {
      case null -> standard;
      case Json.Text(var text) -> text;
      default -> "";
    };
  }

  static String nameOf(ScriptSource source) {
    return source.name().substring(0, source.name().length() - ".js".length());
  }

  /** Names exactly this code, for remembering what it did. */
  String id() {
    return name + "@" + script.source().hash();
  }
}
