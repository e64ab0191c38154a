package tollgate.runtime.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;

/** What {@code tollgate budgets} takes, does and prints. */
final class BudgetCommands {
  private static final String ALL = "/admin/budgets";
  private static final String TOP = "--top";
  private static final String REASON = "--reason";
  private static final List<String> MEASURES = List.of("usd", "tokens", "calls");
  private static final String ID = "The budget's id, or the name of a cap that has but one.";

  private static final List<AdminCommands.Filter> FILTERS =
      List.of(
          AdminCommands.Filter.of("cap", "Only the cap of this name."),
          AdminCommands.Filter.of("source", "Only those set there: policy, key, settings."),
          AdminCommands.Filter.of("tool", "Only those of this tool."),
          AdminCommands.Filter.of("key", "Only those of this key, by its id."),
          AdminCommands.Filter.of("session", "Only those of this session."),
          AdminCommands.Filter.of("limit", "How many.%nDefault: 200."));

  private final AdminCommands admin;

  BudgetCommands(AdminCommands admin) {
    this.admin = admin;
  }

  CommandSpec budgets() {
    CommandSpec family =
        Command.of(
            "budgets",
            new HelpPage(
                "Lists the caps with what is spent, held and left of each, the fullest first."
                    + " Without a running gateway: those of keys and settings, as the calls on disk"
                    + " say.",
                "tollgate budgets [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate budgets", "# is spent, = is held."),
                    new HelpPage.Example("tollgate budgets --tool cli", "One tool's."))),
            given -> admin.read(given, ALL, admin.query(given, FILTERS), this::list),
            spec -> AdminCommands.options(spec, FILTERS));
    family.addSubcommand("show", show());
    family.addSubcommand("raise", raise());
    family.addSubcommand("reset", reset());
    family.addSubcommand("reload", reload());
    return family;
  }

  private void list(Json answer) {
    if (JsonTable.member(answer, "live").equals(Json.of(false))) {
      admin.print(
          "No gateway runs. These are the caps of keys and settings, as the calls on disk say;"
              + " those of policies are known once calls were put to them.");
    }
    Json budgets = JsonTable.member(answer, "budgets");
    admin.print(
        JsonTable.size(budgets) == 0
            ? "No cap was put to a call yet, and neither keys nor settings have one."
            : BudgetText.list(budgets));
  }

  private CommandSpec show() {
    return Command.of(
        "show",
        new HelpPage(
            "Shows one cap and who took most of it.",
            "tollgate budgets show ID [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate budgets show tools-day", "By its name."),
                new HelpPage.Example(
                    "tollgate budgets show 6f1c2e90ab34d8f7 --top 20", "By its id."))),
        given ->
            admin.read(
                given,
                ALL + "/" + AdminCommands.segment(given),
                Map.of("top", given.matchedOptionValue(TOP, "")),
                answer -> admin.print(BudgetText.one(answer))),
        spec -> {
          spec.addOption(
              OptionSpec.builder(TOP)
                  .type(String.class)
                  .paramLabel("COUNT")
                  .description("How many of those that took most.%nDefault: 5.")
                  .build());
          AdminCommands.id(spec, "ID", ID);
        });
  }

  private CommandSpec raise() {
    return Command.of(
        "raise",
        new HelpPage(
            "Lets there be so much more for the rest of the window; the next one begins as the cap"
                + " says.",
            "tollgate budgets raise ID --usd AMOUNT [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate budgets raise tools-day --usd 5 --reason release",
                    "Five dollars more today."))),
        given -> changed(given, "raise", more(given)),
        spec -> {
          MEASURES.forEach(measure -> spec.addOption(amount(measure)));
          spec.addOption(reason());
          AdminCommands.id(spec, "ID", ID);
        });
  }

  private static OptionSpec amount(String measure) {
    return OptionSpec.builder("--" + measure)
        .type(BigDecimal.class)
        .paramLabel("AMOUNT")
        .description("By how much, of a cap on " + measure + ".")
        .build();
  }

  private static OptionSpec reason() {
    return OptionSpec.builder(REASON)
        .type(String.class)
        .paramLabel("TEXT")
        .description("Why, for the audit.")
        .build();
  }

  private static Map<String, Json> more(ParseResult given) {
    var more = new LinkedHashMap<String, Json>();
    for (String measure : MEASURES) {
      if (given.hasMatchedOption("--" + measure)) {
        more.put(measure, Json.of(given.matchedOptionValue("--" + measure, BigDecimal.ZERO)));
      }
    }
    return more;
  }

  private int changed(ParseResult given, String change, Map<String, Json> said) {
    var body = new LinkedHashMap<>(said);
    String reason = given.matchedOptionValue(REASON, "");
    if (!reason.isEmpty()) {
      body.put("reason", Json.text(reason));
    }
    return admin.change(
        given,
        "POST",
        ALL + "/" + AdminCommands.segment(given) + "/" + change,
        new Json.Obj(body),
        answer -> admin.print(BudgetText.one(answer)));
  }

  private CommandSpec reset() {
    return Command.of(
        "reset",
        new HelpPage(
            "Lets what was spent so far count no more in this window. What running calls hold still"
                + " does.",
            "tollgate budgets reset ID [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate budgets reset tools-day --reason mistake", "Begin anew."))),
        given -> changed(given, "reset", Map.of()),
        spec -> {
          spec.addOption(reason());
          AdminCommands.id(spec, "ID", ID);
        });
  }

  private CommandSpec reload() {
    return Command.of(
        "reload",
        new HelpPage(
            "Reads the caps of the settings anew, and with them the providers.",
            "tollgate budgets reload [OPTION]...",
            List.of(new HelpPage.Example("tollgate budgets reload", "After an edit."))),
        given -> admin.change(given, "POST", ALL + "/reload", this::list),
        AdminCommands::common);
  }
}
