package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.CostDesk;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.report.CostJson;

/** What {@code tollgate costs} and {@code tollgate ledger} take, do and print. */
final class CostCommands {

  private static final String ALL = "--all";
  private static final String SINCE = "--since";
  private static final String DRY_RUN = "--dry-run";
  private static final String JSON = "--json";

  private final Program program;
  private final PrintWriter out;
  private final InstantSource clock;
  private final ProgressBars bars;

  CostCommands(Program program, PrintWriter out, InstantSource clock, ProgressBars bars) {
    this.bars = bars;
    this.program = program;
    this.out = out;
    this.clock = clock;
  }

  /** The family that works costs out. */
  CommandSpec costs() {
    CommandSpec family =
        Command.ofFamily(
            "costs",
            new HelpPage(
                "Works out what calls cost after the fact.",
                "tollgate costs COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example(
                        "tollgate costs backfill", "Price recent calls that had no price."))));
    family.addSubcommand(
        "backfill",
        Command.of(
            "backfill",
            new HelpPage(
                "Prices calls that had no price when they ended, by the rates of their time.",
                "tollgate costs backfill [OPTION]...",
                List.of(
                    new HelpPage.Example(
                        "tollgate costs backfill --since 30d --dry-run", "See what it would do."),
                    new HelpPage.Example(
                        "tollgate costs backfill --all --since 2026-11-01",
                        "Work out known costs anew as well."))),
            this::backfill,
            CostCommands::backfillOptions));
    return family;
  }

  /** The family that proves the ledger. */
  CommandSpec ledger() {
    CommandSpec family =
        Command.ofFamily(
            "ledger",
            new HelpPage(
                "Proves that the record of calls agrees with itself.",
                "tollgate ledger COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example(
                        "tollgate ledger verify", "Add everything up, and compare."))));
    family.addSubcommand(
        "verify",
        Command.of(
            "verify",
            new HelpPage(
                "Adds up every row and works every cost out again; exits with 1 if they disagree.",
                "tollgate ledger verify [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate ledger verify", "For people."),
                    new HelpPage.Example("tollgate ledger verify --json", "For programs."))),
            this::verify,
            CostCommands::commonOptions));
    return family;
  }

  private static void backfillOptions(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(SINCE)
            .type(String.class)
            .paramLabel("WHEN")
            .description(
                "Leave earlier calls alone: so long ago (90m, 12h, 30d, 8w), the beginning of a"
                    + " UTC day (2026-11-01) or an instant (2026-11-01T12:00:00Z).%n"
                    + "Default: pricing.backfill-lookback ago, or ever with --all.")
            .build());
    spec.addOption(
        Command.switchOption(ALL, "Work out known costs anew as well; what they were is kept."));
    spec.addOption(Command.switchOption(DRY_RUN, "Tell what would be done, and do nothing."));
    commonOptions(spec);
  }

  private static void commonOptions(CommandSpec spec) {
    spec.addOption(Command.switchOption(JSON, "Print JSON."));
    SettingOptions.addDataDir(spec);
    SettingOptions.addFileAndSet(spec);
  }

  private int backfill(ParseResult given) {
    LoadedSettings settings = settings(given);
    boolean all = given.hasMatchedOption(ALL);
    boolean dryRun = given.hasMatchedOption(DRY_RUN);
    Instant since = since(given, settings, all);
    Backfill.Result result =
        bars.during("Pricing", () -> desk(settings).backfill(since, all, dryRun));
    if (given.hasMatchedOption(JSON)) {
      print(Json.encode(CostJson.of(result, dryRun)));
    } else {
      tell(result, since, dryRun);
    }
    return ExitCodes.DONE;
  }

  private Instant since(ParseResult given, LoadedSettings settings, boolean all) {
    Instant now = clock.instant();
    if (given.hasMatchedOption(SINCE)) {
      return GivenTime.ago(SINCE, given.matchedOptionValue(SINCE, ""), now);
    }
    return all ? Instant.EPOCH : now.minus(settings.settings().pricing().backfill().lookback());
  }

  private void tell(Backfill.Result result, Instant since, boolean dryRun) {
    String from = since.equals(Instant.EPOCH) ? "ever" : "since " + since;
    print("Looked at %d calls, %s.".formatted(result.scanned(), from));
    print(
        "%s %d, which makes %s USD more."
            .formatted(
                dryRun ? "Would change" : "Changed",
                result.updated(),
                result.more().toUsd().toPlainString()));
    print(
        "Known now: %d. Without a price: %d. Without even a model: %d."
            .formatted(result.ok(), result.pending(), result.unsupported()));
    if (result.withoutUsage() > 0) {
      print(
          "Of those without a price %d have no usage: no price can help them."
              .formatted(result.withoutUsage()));
    }
    if (result.pending() > result.withoutUsage()) {
      print("Which prices lack: tollgate prices unpriced.");
    }
  }

  private int verify(ParseResult given) {
    CostDesk desk = desk(settings(given));
    LedgerCheck.Findings findings = bars.during("Adding up", desk::verify);
    if (given.hasMatchedOption(JSON)) {
      print(Json.encode(CostJson.of(findings)));
    } else {
      print(
          "Added up %d calls; %d run, %d are in doubt."
              .formatted(findings.calls(), findings.running(), findings.inDoubt()));
      findings.differences().forEach(one -> print("DIFFERENT " + one.what() + ": " + one.sums()));
      print(findings.isSound() ? "Everything agrees." : "The ledger does not agree with itself.");
    }
    return findings.isSound() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private static LoadedSettings settings(ParseResult given) {
    return SettingsLoader.load(SettingOptions.sources(given), InstalledTypes::in);
  }

  private CostDesk desk(LoadedSettings settings) {
    return program.costs(settings);
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
