package tollgate.runtime.checkup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;

/**
 * What a running gateway says of itself.
 *
 * @param runs whether one has the database
 * @param address where it is; empty where it does not tell
 * @param ready what it answers to {@code /ready}; empty where it does not
 */
public record GatewayCheck(boolean runs, String address, Optional<Json> ready) implements Check {

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public List<Finding> run() {
    if (!runs) {
      return List.of(Finding.pass("It does not run; the rest was looked at without it."));
    }
    if (!(ready.orElse(Json.NULL) instanceof Json.Obj(var told))) {
      return List.of(
          Finding.fail(
              "It has the database and does not answer.",
              address,
              "Look at its log, or restart it."));
    }
    var findings = new ArrayList<Finding>();
    if (told.get("checks") instanceof Json.Obj(var checks)) {
      checks.forEach((name, check) -> finding(name, check).ifPresent(findings::add));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.pass("It runs at " + address + " and is ready."));
    }
    return findings;
  }

  private Optional<Finding> finding(String name, Json check) {
    Map<String, Json> members =
        check instanceof Json.Obj object ? object.members() : Map.<String, Json>of();
    String output = text(members, "output");
    String what = name + ": " + (output.isEmpty() ? Json.encode(check) : output) + ".";
    return switch (text(members, "status")) {
      case "fail" -> Optional.of(Finding.fail(what, address, "Look at its log."));
      case "warn" -> Optional.of(Finding.warn(what, address, "Look at its log."));
      default -> Optional.empty();
    };
  }

  private static String text(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Text(var value) ? value : "";
  }
}
