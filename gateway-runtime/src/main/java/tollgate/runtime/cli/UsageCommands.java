package tollgate.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.runtime.cli.AdminCommands.Filter;

/**
 * What {@code tollgate usage}, {@code calls}, {@code sessions} and {@code audit} take and print.
 */
final class UsageCommands {
  private static final String BY = "--by";

  private static final List<Filter> AXES =
      List.of(
          Filter.of("tool", "Only this tool."),
          Filter.of("instance", "Only this instance of a tool."),
          Filter.of("model", "Only this model."),
          Filter.of("provider", "Only this provider."),
          Filter.of("account", "Only this upstream account."),
          Filter.of("key", "Only the key with this id."));

  private static final List<Filter> OF_CALLS = callFilters();

  private static final List<Filter> OF_SESSIONS = sessionFilters();

  private static final List<Filter> OF_AUDIT =
      List.of(
          Filter.of("actor", "Only what this one did, such as \"user ada\"."),
          Filter.of("action", "Only actions that begin so, such as key."),
          Filter.of("subject", "Only what was done to this."),
          Filter.of("limit", "How many.%nDefault: 50."));

  private final AdminCommands admin;

  UsageCommands(AdminCommands admin) {
    this.admin = admin;
  }

  private static List<Filter> callFilters() {
    var filters = new ArrayList<>(AXES);
    filters.add(Filter.of("session", "Only this session."));
    filters.add(Filter.of("status_min", "Only this status and higher ones."));
    filters.add(Filter.of("limit", "How many, 200 at most.%nDefault: 50."));
    return filters;
  }

  private static List<Filter> sessionFilters() {
    var filters = new ArrayList<>(AXES);
    filters.add(
        Filter.of("order", "last, the latest first, or cost, the dearest first.%nDefault: last."));
    filters.add(Filter.of("limit", "How many.%nDefault: 50."));
    return filters;
  }

  /** What was used. */
  CommandSpec usage() {
    return Command.of(
        "usage",
        new HelpPage(
            "Adds up what was used.",
            "tollgate usage [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate usage", "The last 30 days by tool and model."),
                new HelpPage.Example(
                    "tollgate usage --since 7d --by team,provider", "A week by other axes."))),
        this::usage,
        spec -> {
          spec.addOption(
              OptionSpec.builder(BY)
                  .type(String.class)
                  .paramLabel("AXES")
                  .description(
                      "What to take the sums apart by, separated by commas: tool, instance,"
                          + " session, agent, key, provider, account, model, dialect, state, owner,"
                          + " team, project.%nDefault: tool,model.")
                  .build());
          AdminCommands.since(spec, "30 days ago");
          AdminCommands.options(spec, AXES);
        });
  }

  private int usage(ParseResult given) {
    String by = given.matchedOptionValue(BY, "tool,model");
    var query = admin.query(given, AXES);
    query.put("by", by);
    query.put("from", admin.since(given));
    var columns = new ArrayList<String>();
    for (String axis : by.split(",", -1)) {
      columns.add(axis.strip().toUpperCase(Locale.ROOT) + "=" + axis.strip());
    }
    columns.addAll(
        List.of(
            "CALLS=request_count>",
            "TOKENS=total_tokens>",
            "USD=cost_usd>",
            "UNPRICED=unpriced_requests>"));
    return admin.read(
        given,
        "/admin/usage/totals",
        query,
        answer ->
            admin.table(
                JsonTable.member(answer, "totals"),
                "Nothing was used.",
                columns.toArray(String[]::new)));
  }

  /** Single calls. */
  CommandSpec calls() {
    CommandSpec family =
        Command.ofFamily(
            "calls",
            new HelpPage(
                "Shows calls, and ends one that runs.",
                "tollgate calls COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate calls list", "The last ones."),
                    new HelpPage.Example("tollgate calls running", "Those under way."))));
    family.addSubcommand("list", lastCalls());
    family.addSubcommand("running", runningCalls());
    family.addSubcommand("stop", stopCall());
    return family;
  }

  private CommandSpec lastCalls() {
    return Command.of(
        "list",
        new HelpPage(
            "Lists calls, the newest first.",
            "tollgate calls list [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate calls list --model large-1", "Of one model."),
                new HelpPage.Example("tollgate calls list --status-min 400", "What went wrong."))),
        given -> {
          var query = admin.query(given, OF_CALLS);
          query.put("from", admin.since(given));
          return admin.read(
              given,
              "/admin/logs",
              query,
              answer ->
                  admin.table(
                      answer,
                      "There is no such call.",
                      "STARTED=started_at",
                      "TOOL=client_id",
                      "MODEL=model",
                      "PROVIDER=provider",
                      "STATUS=status>",
                      "TOKENS=total_tokens>",
                      "USD=cost_usd>",
                      "STATE=state",
                      "CALL=request_id"));
        },
        spec -> {
          AdminCommands.since(spec, "ever");
          AdminCommands.options(spec, OF_CALLS);
        });
  }

  private CommandSpec runningCalls() {
    return Command.of(
        "running",
        new HelpPage(
            "Lists the calls under way in the running gateway.",
            "tollgate calls running [OPTION]...",
            List.of(new HelpPage.Example("tollgate calls running", "See what goes on."))),
        given ->
            admin.read(
                given,
                "/admin/calls",
                Map.of(),
                answer ->
                    admin.table(
                        JsonTable.member(answer, "calls"),
                        "No call runs.",
                        "CALL=id",
                        "STAGE=stage",
                        "MS=running_ms>",
                        "TOOL=tool",
                        "MODEL=model",
                        "PROVIDER=provider",
                        "OUTPUT=output_tokens>")),
        AdminCommands::common);
  }

  private CommandSpec stopCall() {
    return Command.of(
        "stop",
        new HelpPage(
            "Ends a call that runs; its client is told in its own language.",
            "tollgate calls stop CALL [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate calls stop 01JD8Z0000000000000000000", "What it used is kept."))),
        given ->
            admin.change(
                given,
                "POST",
                "/admin/calls/" + AdminCommands.segment(given) + "/stop",
                answer ->
                    admin.print(
                        "Stopped " + JsonTable.text(JsonTable.member(answer, "call")) + ".")),
        spec ->
            AdminCommands.id(spec, "CALL", "The call's id, as tollgate calls running shows it."));
  }

  /** Coding sessions. */
  CommandSpec sessions() {
    return Command.of(
        "sessions",
        new HelpPage(
            "Lists coding sessions with what they cost, or shows one with its agents as a tree.",
            "tollgate sessions [SESSION] [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate sessions", "The latest."),
                new HelpPage.Example("tollgate sessions plow/7f3a", "One, agent by agent."),
                new HelpPage.Example("tollgate sessions --since 7d --order cost", "The dearest."))),
        given -> {
          if (given.hasMatchedPositional(0)) {
            return tree(given);
          }
          var query = admin.query(given, OF_SESSIONS);
          query.put("since", admin.since(given));
          return admin.read(
              given,
              "/admin/sessions",
              query,
              answer ->
                  admin.table(
                      JsonTable.member(answer, "sessions"),
                      "There is no such session.",
                      "SESSION=id",
                      "MODEL=model",
                      "LAST=last_call_at",
                      "CALLS=calls>",
                      "RUNNING=running>",
                      "USD=cost_usd>"));
        },
        spec -> {
          AdminCommands.since(spec, "ever");
          spec.addPositional(
              PositionalParamSpec.builder()
                  .index("0")
                  .arity("0..1")
                  .type(String.class)
                  .paramLabel("SESSION")
                  .description("A session, as the list names it: tool/session.")
                  .build());
          AdminCommands.options(spec, OF_SESSIONS);
        });
  }

  private int tree(ParseResult given) {
    return admin.read(
        given,
        "/admin/sessions/" + AdminCommands.part(given.matchedPositionalValue(0, "")),
        Map.of(),
        answer -> admin.print(SessionTreeText.of(answer)));
  }

  /** Who changed what. */
  CommandSpec audit() {
    return Command.of(
        "audit",
        new HelpPage(
            "Lists who changed what, the newest first.",
            "tollgate audit [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate audit", "The last changes."),
                new HelpPage.Example("tollgate audit --action key.", "What was done to keys."))),
        given -> {
          var query = admin.query(given, OF_AUDIT);
          query.put("from", admin.since(given));
          return admin.read(
              given,
              "/admin/audit",
              query,
              answer ->
                  admin.table(
                      JsonTable.member(answer, "entries"),
                      "Nothing was changed.",
                      "AT=at",
                      "ACTOR=actor",
                      "FROM=source",
                      "ACTION=action",
                      "SUBJECT=subject",
                      "DETAIL=detail"));
        },
        spec -> {
          AdminCommands.since(spec, "ever");
          AdminCommands.options(spec, OF_AUDIT);
        });
  }
}
