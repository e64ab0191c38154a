package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.ClassArchive;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.app.TextTable;
import tollgate.runtime.config.EffectiveSetting;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.OwnSettings;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.Settings;
import tollgate.runtime.config.SettingsLoader;

/** What {@code tollgate paths} takes, does and prints. */
final class PathsCommand {
  private static final String JSON = "--json";

  private final PrintWriter out;

  /**
   * A place.
   *
   * @param name what lies there
   * @param source which setting or flag says so, or {@code default}
   */
  private record Place(String name, Path path, String source) {
    boolean exists() {
      return Files.exists(path);
    }
  }

  PathsCommand(PrintWriter out) {
    this.out = out;
  }

  CommandSpec paths() {
    return Command.of(
        "paths",
        new HelpPage(
            "Tells where settings, data, logs and everything else lie, and what says so.",
            "tollgate paths [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate paths", "Where everything is."),
                new HelpPage.Example("tollgate paths --json", "For programs."))),
        this::print,
        spec -> {
          spec.addOption(Command.switchOption(JSON, "Print JSON."));
          SettingOptions.addDataDir(spec);
          SettingOptions.addFileAndSet(spec);
        });
  }

  private int print(ParseResult given) {
    SettingSources sources = SettingOptions.sources(given);
    List<Place> places = places(sources, SettingsLoader.load(sources, InstalledTypes::in));
    if (given.hasMatchedOption(JSON)) {
      var members = new LinkedHashMap<String, Json>();
      places.forEach(place -> members.put(place.name(), json(place)));
      out.println(Json.encode(new Json.Obj(members)));
    } else {
      var table = new TextTable("WHAT", "WHERE", "FROM", "");
      places.forEach(place ->
          table.row(
              place.name(),
              place.path().toString(),
              place.source(),
              place.exists() ? "" : "not there"));
      out.println(table.render());
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private static Json json(Place place) {
    return Json.object(
        "path", place.path().toString(), "source", place.source(), "exists", place.exists());
  }

  private static List<Place> places(SettingSources sources, LoadedSettings loaded) {
    Settings settings = loaded.settings();
    var own = OwnSettings.of(sources);
    var places = new ArrayList<Place>();
    places.add(new Place("settings", own.file(), own.source()));
    places.add(new Place("secrets", own.variables(), "beside the settings"));
    loaded.files().stream()
        .filter(file -> !file.equals(own.file()) && !file.equals(own.variables()))
        .forEach(file ->
            places.add(
                new Place("also read: " + file.getFileName(), file, "found by the gateway")));
    places.add(new Place("data", settings.dataDir(), origin(loaded, "data-dir")));
    Path store = settings.store().path();
    places.add(new Place("database", store, origin(loaded, "store.path")));
    places.add(
        new Place(
            "address",
            store.resolveSibling(store.getFileName() + ".address"),
            "beside the database while the gateway runs"));
    places.add(
        new Place("token", settings.admin().tokenFile(), origin(loaded, "admin.token-path")));
    places.add(new Place("policies", settings.policies(), origin(loaded, "policies.dir")));
    places.add(new Place("plugins", settings.plugins().dir(), origin(loaded, "plugins.dir")));
    settings
        .log()
        .file()
        .ifPresent(file -> places.add(new Place("log", file.path(), origin(loaded, "log.file"))));
    places.add(
        new Place("connections", settings.dataDir().resolve("connect"), "in the data folder"));
    archive().ifPresent(places::add);
    places.add(new Place("installation", sources.places().installation(), "the launcher"));
    return places;
  }

  private static Optional<Place> archive() {
    return ClassArchive.here().map(one -> new Place("archive", one.place(), "the launcher"));
  }

  private static String origin(LoadedSettings loaded, String setting) {
    return loaded.effective().stream()
        .filter(one -> one.path().equals(setting))
        .map(EffectiveSetting::origin)
        .findFirst()
        .orElse("default");
  }
}
