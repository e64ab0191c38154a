package tollgate.runtime.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SettingProblem;

/** Providers in the form of the proxy before this one, one by one into a running gateway. */
final class ProviderImport {
  private static final String ALL = "/admin/providers";

  private final AdminCommands admin;
  private final ParseResult given;

  ProviderImport(AdminCommands admin, ParseResult given) {
    this.admin = admin;
    this.given = given;
  }

  /** Takes them over; one that is refused keeps no other back. */
  int take(String text, boolean dryRun) {
    List<Json> entries = entries(text);
    return admin.desk(given).visit(desk -> take(desk, entries, dryRun));
  }

  private static List<Json> entries(String text) {
    try {
      List<Json> entries = ReplayText.items(JsonText.parse(text), "providers");
      if (!entries.isEmpty()) {
        return entries;
      }
    } catch (MalformedJson malformed) { // its reason may repeat a secret
      throw SettingProblem.CLI_USAGE.exception(
          "the file is no JSON, as byte " + malformed.offset() + " shows.", "Correct it.");
    }
    throw SettingProblem.CLI_USAGE.exception(
        "the file holds neither calls nor providers.",
        "Give an export, a database, an .env or {\"providers\":[…]}.");
  }

  private int take(AdminDesk desk, List<Json> entries, boolean dryRun) {
    Set<String> there =
        ReplayText.items(desk.read(ALL, Map.of()), "providers").stream()
            .map(ProviderImport::id)
            .collect(Collectors.toSet());
    int refused = 0;
    for (Json entry : entries) {
      if (there.contains(id(entry))) {
        admin.print("leaves  " + id(entry) + ": there is a provider of that name");
      } else if (dryRun) {
        admin.print("takes   " + id(entry));
      } else {
        refused += add(desk, entry) ? 0 : 1;
      }
    }
    return refused == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private boolean add(AdminDesk desk, Json entry) {
    try {
      desk.change("POST", ALL, entry instanceof Json.Obj object ? object : Json.object());
      admin.print("takes   " + id(entry));
      return true;
    } catch (ProblemException wrong) {
      wrong.reports().forEach(report -> admin.print("refuses " + id(entry) + ": " + report.what()));
      return false;
    }
  }

  private static String id(Json entry) {
    return JsonTable.text(JsonTable.member(entry, "id"));
  }
}
