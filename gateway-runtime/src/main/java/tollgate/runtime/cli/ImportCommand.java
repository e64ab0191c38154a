package tollgate.runtime.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.app.StoreOffice;
import tollgate.runtime.config.ForeignVariables;
import tollgate.runtime.config.OwnSettings;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.Settings;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.migrate.ExportFile;
import tollgate.runtime.migrate.OlderDatabase;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.store.OtherDatabase;

/** What {@code tollgate import} takes, does and prints; what a file is is seen by its beginning. */
final class ImportCommand {
  private static final String DRY_RUN = "--dry-run";
  private static final String SOURCE = "--source";
  private static final int LOOK = 4_096;

  private final AdminCommands admin;
  private final Function<Settings, StoreOffice> offices;
  private final ProgressBars bars;

  ImportCommand(AdminCommands admin, Function<Settings, StoreOffice> offices, ProgressBars bars) {
    this.admin = admin;
    this.offices = offices;
    this.bars = bars;
  }

  CommandSpec take() {
    return Command.of(
        "import",
        new HelpPage(
            "Takes over what another gateway has: an export of a ledger, the database of the proxy"
                + " before this one with its keys, its .env or its providers.json. Doing it again"
                + " changes nothing more.",
            "tollgate import FILE [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate import --dry-run old/proxy.db", "See what would come, and why not."),
                new HelpPage.Example("tollgate import calls.jsonl", "From another Tollgate."),
                new HelpPage.Example("tollgate import old/.env", "Settings into your own .env."))),
        this::run,
        ImportCommand::options);
  }

  private static void options(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("FILE")
            .description("What to take over; it is only read.")
            .build());
    spec.addOption(Command.switchOption(DRY_RUN, "Tell what would be done, and do nothing."));
    spec.addOption(
        OptionSpec.builder(SOURCE)
            .type(String.class)
            .paramLabel("WORD")
            .description(
                "What calls are marked with that came from there.%nDefault: the file's name.")
            .build());
    AdminCommands.where(spec);
  }

  private int run(ParseResult given) throws IOException {
    Path file = Path.of(given.matchedPositionalValue(0, ""));
    if (!Files.isRegularFile(file)) {
      throw SettingProblem.CLI_USAGE.exception(
          "there is no file " + file + ".", "Check its path and its permissions.");
    }
    boolean dryRun = given.hasMatchedOption(DRY_RUN);
    if (OtherDatabase.isDatabase(file)) {
      return olderDatabase(given, file, dryRun);
    }
    String begin = begin(file);
    if (ExportFile.isExport(begin)) {
      try (var calls = new ExportFile(file)) {
        return desk(given, dryRun, desk -> transfer(given, desk, dryRun).calls(calls).end());
      }
    }
    if (begin.stripLeading().startsWith("{")) {
      return new ProviderImport(admin, given).take(Files.readString(file), dryRun);
    }
    return variables(given, file, dryRun);
  }

  private static String begin(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LOOK), StandardCharsets.UTF_8);
    }
  }

  private int olderDatabase(ParseResult given, Path file, boolean dryRun) {
    try (var older = new OlderDatabase(file)) {
      return desk(
          given,
          dryRun,
          desk -> transfer(given, desk, dryRun).keys(older.keys()).calls(older).end());
    }
  }

  private CallTransfer transfer(ParseResult given, AdminDesk desk, boolean dryRun) {
    String file = String.valueOf(Path.of(given.matchedPositionalValue(0, "")).getFileName());
    String source = file.replaceFirst("\\.[a-z]+$", "").replaceAll("[^\\w.@-]", "-");
    return new CallTransfer(
        desk,
        new CallTransfer.Terms(given.matchedOptionValue(SOURCE, source), dryRun),
        admin::print,
        bars);
  }

  /** Looking must not begin a database; taking in may. */
  private int desk(ParseResult given, boolean dryRun, Function<AdminDesk, Integer> work) {
    StoreOffice office =
        offices.apply(
            SettingsLoader.load(SettingOptions.sources(given), InstalledTypes::in).settings());
    if (!Files.exists(office.file()) && !dryRun) {
      office.begin();
    }
    return admin.desk(given).visit(work);
  }

  private int variables(ParseResult given, Path file, boolean dryRun) {
    SettingSources sources = SettingOptions.sources(given);
    var variables = new ForeignVariables(file, OwnSettings.of(sources).file());
    long taken = variables.lines().stream().filter(ForeignVariables.Line::taken).count();
    for (ForeignVariables.Line line : variables.lines()) {
      admin.print(
          (line.taken() ? "takes   %s, which is %s" : "leaves  %s: %s")
              .formatted(line.name(), line.word()));
    }
    if (taken > 0 && !dryRun) {
      variables.write();
    }
    admin.print(
        "%s %d of %d variables into %s"
            .formatted(
                dryRun ? "Would take" : "Took", taken, variables.lines().size(), variables.into()));
    if (taken > 0 && !dryRun) {
      admin.print("Check them: tollgate settings --check");
      reload(given);
    }
    return ExitCodes.DONE;
  }

  /** A gateway that runs puts in force what can change meanwhile, and tells what cannot. */
  private void reload(ParseResult given) {
    try {
      Json answer = admin.desk(given).change("POST", "/admin/reload");
      admin.print("The running gateway has read them.");
      new GenerationCommands(admin).tell(answer);
    } catch (ProblemException refused) {
      if (refused.report().problem() != AccessProblem.ADMIN_NOT_RUNNING) {
        throw refused;
      }
    }
  }
}
