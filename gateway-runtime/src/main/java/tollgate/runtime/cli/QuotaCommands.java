package tollgate.runtime.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;

/** What {@code tollgate quota} takes and prints. */
final class QuotaCommands {
  private static final String REFRESH = "--refresh";

  private final AdminCommands admin;

  QuotaCommands(AdminCommands admin) {
    this.admin = admin;
  }

  /** What is left of upstream accounts' quotas. */
  CommandSpec quota() {
    return Command.of(
        "quota",
        new HelpPage(
            "Shows what is left of the quotas of upstream accounts, as they were last read.",
            "tollgate quota [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate quota", "As last read."),
                new HelpPage.Example("tollgate quota --refresh", "Have all of them asked now."))),
        this::show,
        spec -> {
          spec.addOption(
              Command.switchOption(REFRESH, "Have the running gateway ask all accounts first."));
          AdminCommands.common(spec);
        });
  }

  private int show(ParseResult given) {
    return given.hasMatchedOption(REFRESH)
        ? admin.change(given, "POST", "/admin/quotas/refresh", this::tellOfRound)
        : admin.read(
            given,
            "/admin/quotas",
            Map.of(),
            answer ->
                admin.table(
                    JsonTable.member(answer, "snapshots"),
                    "Nothing was read yet.",
                    "VENDOR=provider",
                    "ACCOUNT=account",
                    "WINDOW=quota_type",
                    "USED%=used_pct>",
                    "LEFT=remaining_raw",
                    "RESETS=resets_at",
                    "READ=timestamp"));
  }

  private void tellOfRound(Json answer) {
    admin.table(
        JsonTable.member(answer, "accounts"),
        "No plugin lists an account.",
        "VENDOR=provider",
        "ACCOUNT=account",
        "PLAN=plan",
        "STATUS=status",
        "ERROR=error");
    admin.print("Read " + JsonTable.text(JsonTable.member(answer, "inserted")) + " windows.");
  }
}
