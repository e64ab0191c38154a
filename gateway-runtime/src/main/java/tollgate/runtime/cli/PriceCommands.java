package tollgate.runtime.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import tollgate.api.json.Json;
import tollgate.runtime.cli.AdminCommands.Filter;

/** What {@code tollgate prices} takes and prints. */
final class PriceCommands {
  private static final String PRICING = "/admin/pricing";

  private static final List<Filter> PAGE =
      List.of(
          Filter.of("limit", "How many.%nDefault: 50."),
          Filter.of("offset", "How many to leave out.%nDefault: 0."));

  private static final List<Filter> OF_MODEL =
      List.of(Filter.of("provider", "The provider it is asked of."));

  private final AdminCommands admin;

  PriceCommands(AdminCommands admin) {
    this.admin = admin;
  }

  /** The family of commands. */
  CommandSpec family() {
    CommandSpec family =
        Command.ofFamily(
            "prices",
            new HelpPage(
                "Shows what calls are charged by, and where that comes from.",
                "tollgate prices COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate prices show large-1", "What a model costs."),
                    new HelpPage.Example("tollgate prices unpriced", "What has no price."))));
    family.addSubcommand("list", list());
    family.addSubcommand("show", show());
    family.addSubcommand("sources", sources());
    family.addSubcommand("unpriced", unpriced());
    family.addSubcommand("accept", accept());
    return family;
  }

  private CommandSpec list() {
    return Command.of(
        "list",
        new HelpPage(
            "Lists the models that have a price.",
            "tollgate prices list [OPTION]...",
            List.of(new HelpPage.Example("tollgate prices list --limit 500", "Many at once."))),
        given ->
            admin.read(
                given,
                PRICING,
                admin.query(given, PAGE),
                answer ->
                    admin.table(
                        JsonTable.member(answer, "models"),
                        "No model has a price.",
                        "MODEL=key",
                        "SOURCE=source",
                        "VERSION=version",
                        "FROM=from",
                        "AGE-S=age_seconds>")),
        spec -> AdminCommands.options(spec, PAGE));
  }

  private CommandSpec show() {
    return Command.of(
        "show",
        new HelpPage(
            "Shows by which rates a call of a model would be charged, and how old they are.",
            "tollgate prices show MODEL [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate prices show large-1 --provider local", "There."))),
        given -> {
          Map<String, String> query = admin.query(given, OF_MODEL);
          query.put("model", given.matchedPositionalValue(0, ""));
          return admin.read(given, PRICING, query, this::tell);
        },
        spec -> {
          OF_MODEL.forEach(filter -> spec.addOption(filter.option()));
          AdminCommands.id(spec, "MODEL", "The model, as calls name it.");
        });
  }

  private void tell(Json answer) {
    if (JsonTable.member(answer, "pricing") instanceof Json.Null) {
      admin.print("No price is known for " + text(answer, "model") + ".");
      return;
    }
    admin.print(
        "%s, from %s %s, since %s; read %s s ago."
            .formatted(
                text(answer, "key"),
                text(answer, "source"),
                text(answer, "version"),
                text(answer, "from"),
                text(answer, "age_seconds")));
    admin.table(
        JsonTable.member(answer, "rates"),
        "It names no rate.",
        "UNIT=unit",
        "USD=usd>",
        "ABOVE=above_context_tokens>",
        "TIER=service_tier",
        "DERIVED=derived");
    int others = JsonTable.size(JsonTable.member(answer, "disagreements"));
    if (others > 0) {
      admin.print("Sources do not agree on " + others + " of its rates; --json shows them.");
    }
  }

  private CommandSpec sources() {
    return Command.of(
        "sources",
        new HelpPage(
            "Lists where prices come from, how fresh each source is, and which sheets are held"
                + " because they look wrong.",
            "tollgate prices sources [OPTION]...",
            List.of(new HelpPage.Example("tollgate prices sources", "See what is held."))),
        given -> admin.read(given, PRICING, Map.of("limit", "1"), this::tellOfSources),
        AdminCommands::common);
  }

  private void tellOfSources(Json answer) {
    Json sources = JsonTable.member(answer, "sources");
    admin.table(
        sources,
        "There is no source.",
        "SOURCE=source",
        "RANK=rank>",
        "CHECKED=checked_at",
        "FAILURE=failure");
    if (sources instanceof Json.Arr(var items)) {
      items.stream()
          .filter(source -> JsonTable.member(source, "held") instanceof Json.Obj)
          .forEach(source ->
              admin.print(
                  "Held: %s: %s. Take it with: tollgate prices accept %1$s"
                      .formatted(
                          text(source, "source"),
                          text(JsonTable.member(source, "held"), "objections"))));
    }
  }

  private CommandSpec unpriced() {
    return Command.of(
        "unpriced",
        new HelpPage(
            "Lists what was used and has no known cost, and what would give it one.",
            "tollgate prices unpriced [OPTION]...",
            List.of(new HelpPage.Example("tollgate prices unpriced", "The most used first."))),
        given ->
            admin.read(
                given,
                PRICING + "/unpriced",
                admin.query(given, PAGE),
                answer ->
                    admin.table(
                        JsonTable.member(answer, "unpriced"),
                        "Every call has a known cost.",
                        "PROVIDER=provider",
                        "MODEL=model",
                        "CALLS=calls>",
                        "TOKENS=tokens>",
                        "SINCE=first_seen",
                        "LACKS=lacks")),
        spec -> AdminCommands.options(spec, PAGE));
  }

  private CommandSpec accept() {
    return Command.of(
        "accept",
        new HelpPage(
            "Has the running gateway take a sheet of prices that was held.",
            "tollgate prices accept SOURCE [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate prices accept lists", "After a look at tollgate prices sources."))),
        given ->
            admin.change(
                given,
                "POST",
                PRICING + "/held/" + AdminCommands.segment(given) + "/accept",
                answer -> admin.print("The sheet of " + text(answer, "source") + " is in force.")),
        spec -> AdminCommands.id(spec, "SOURCE", "The source's id."));
  }

  private static String text(Json document, String name) {
    return JsonTable.text(JsonTable.member(document, name));
  }
}
