package tollgate.runtime.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.app.StoreOffice;
import tollgate.runtime.backup.Restore;
import tollgate.runtime.config.Settings;
import tollgate.runtime.config.SettingsLoader;

/** What {@code tollgate db} takes, does and prints. */
final class DbCommands {
  private static final String BACKUPS = "/admin/backups";
  private static final String UNSOUND = "--unsound";

  private final AdminCommands admin;
  private final Function<Settings, StoreOffice> offices;
  private final ProgressBars bars;

  DbCommands(AdminCommands admin, Function<Settings, StoreOffice> offices, ProgressBars bars) {
    this.admin = admin;
    this.offices = offices;
    this.bars = bars;
  }

  /** The family. */
  CommandSpec family() {
    CommandSpec family =
        Command.ofFamily(
            "db",
            new HelpPage(
                "Looks after the database: begin, back up, restore, make smaller.",
                "tollgate db COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate db backup", "Back up, also while calls go on."),
                    new HelpPage.Example("tollgate db backups", "List the backups."))));
    family.addSubcommand("init", init());
    family.addSubcommand("backup", backup());
    family.addSubcommand("backups", backups());
    family.addSubcommand("restore", restore());
    family.addSubcommand("vacuum", vacuum());
    return family;
  }

  private CommandSpec init() {
    return Command.of(
        "init",
        new HelpPage(
            "Begins the database, or brings an older one up to date; a start does so as well.",
            "tollgate db init [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate db init", "See that the folder can be written."))),
        given -> {
          StoreOffice office = office(given);
          boolean fresh = office.begin();
          admin.print(
              "%s %s"
                  .formatted(
                      fresh ? "Began the database" : "The database is in order:", office.file()));
          return ExitCodes.DONE;
        },
        AdminCommands::where);
  }

  private CommandSpec backup() {
    return Command.of(
        "backup",
        new HelpPage(
            "Backs the database up, also while calls go on, and looks the backup over.",
            "tollgate db backup [FILE] [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate db backup", "Into backup.dir, with the time."),
                new HelpPage.Example("tollgate db backup /mnt/far/monday.db", "Into that file."))),
        this::backup,
        spec -> {
          file(
              spec,
              "0..1",
              "The file to write; it must not be there.%nDefault: one in backup.dir.");
          AdminCommands.common(spec);
        });
  }

  private int backup(ParseResult given) {
    String file = given.matchedPositionalValue(0, "");
    Json.Obj body =
        file.isEmpty()
            ? Json.object()
            : Json.object("file", Path.of(file).toAbsolutePath().normalize().toString());
    Json made = bars.during("Backing up", () -> admin.desk(given).work(BACKUPS, body));
    return admin.show(
        given,
        made,
        _ ->
            admin.print(
                "Backed up %s calls, %s, into %s"
                    .formatted(
                        text(made, "calls"),
                        Figures.bytes(Figures.whole(made, "bytes")),
                        text(made, "file"))));
  }

  private CommandSpec backups() {
    return Command.of(
        "backups",
        new HelpPage(
            "Lists the backups in backup.dir, the newest first.",
            "tollgate db backups [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate db backups", "What there is."),
                new HelpPage.Example("tollgate db backups --json", "For programs."))),
        given ->
            admin.read(
                given,
                BACKUPS,
                Map.of(),
                answer ->
                    admin.table(
                        JsonTable.member(answer, "backups"),
                        "There is no backup in " + text(answer, "dir") + ".",
                        "MADE=made_at",
                        "BYTES=bytes>",
                        "FILE=file")),
        AdminCommands::common);
  }

  private CommandSpec restore() {
    return Command.of(
        "restore",
        new HelpPage(
            "Puts a backup in the place of the database, which is kept. No gateway may run.",
            "tollgate db restore FILE [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate db restore monday.db", "Look it over, then put it in place."))),
        this::restore,
        spec -> {
          file(spec, "1", "The backup.");
          spec.addOption(
              Command.switchOption(UNSOUND, "Take it even if its ledger disagrees with itself."));
          AdminCommands.where(spec);
        });
  }

  private int restore(ParseResult given) {
    StoreOffice office = office(given);
    Path backup = Path.of(given.matchedPositionalValue(0, ""));
    boolean unsound = given.hasMatchedOption(UNSOUND);
    Restore.Restored restored = bars.during("Restoring", () -> office.restore(backup, unsound));
    admin.print("Restored %d calls into %s".formatted(restored.calls(), office.file()));
    restored.former().ifPresent(former -> admin.print("What was there before is in " + former));
    return ExitCodes.DONE;
  }

  private CommandSpec vacuum() {
    return Command.of(
        "vacuum",
        new HelpPage(
            "Writes the database anew without the gaps of deleted rows. No gateway may run.",
            "tollgate db vacuum [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate db vacuum", "After a retention was shortened, for example."))),
        given -> {
          StoreOffice office = office(given);
          StoreOffice.Vacuumed done = bars.during("Writing anew", office::vacuum);
          admin.print(
              "The database takes %s; it took %s."
                  .formatted(Figures.bytes(done.after()), Figures.bytes(done.before())));
          return ExitCodes.DONE;
        },
        AdminCommands::where);
  }

  private static void file(CommandSpec spec, String arity, String meaning) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity(arity)
            .required(arity.equals("1"))
            .type(String.class)
            .paramLabel("FILE")
            .description(meaning)
            .build());
  }

  private StoreOffice office(ParseResult given) {
    return offices.apply(
        SettingsLoader.load(SettingOptions.sources(given), InstalledTypes::in).settings());
  }

  private static String text(Json of, String name) {
    return JsonTable.text(JsonTable.member(of, name));
  }
}
