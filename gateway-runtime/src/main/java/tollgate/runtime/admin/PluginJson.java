package tollgate.runtime.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.plugin.PluginCard;
import tollgate.runtime.plugin.PluginPart;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.plugin.PluginVersions;
import tollgate.runtime.plugin.RefusedPlugin;
import tollgate.runtime.plugin.ShownSetting;
import tollgate.runtime.plugin.Vitals;

/** How plugins are told of. */
final class PluginJson {
  private static final Shape COUNT = Shape.whole();

  private static final Shape.Members REFUSED =
      Shape.object(
          "name", Shape.text(),
          "file", Shape.text(),
          "code", Shape.text(),
          "message", Shape.text(),
          "remedy", Shape.text());

  private static final Shape.Members PLUGIN =
      Shape.object(
          "id",
          Shape.text(),
          "version",
          Shape.text(),
          "state",
          Shape.choice("active", "disabled"),
          "health",
          Shape.choice("good", "set_aside", "successor_refused"),
          "provider",
          Shape.text(),
          "description",
          Shape.text(),
          "requires",
          Shape.text(),
          "file",
          Shape.text(),
          "sha256",
          Shape.text(),
          "brings",
          new Shape.Table(Shape.items(Shape.text())),
          "calls",
          COUNT,
          "faults",
          COUNT,
          "last_fault",
          Shape.text());

  static final Shape.Members STANDING =
      Shape.object("plugins", Shape.items(PLUGIN), "refused", Shape.items(REFUSED));

  private static final Shape.Members PART =
      Shape.object(
          "kind", Shape.text(),
          "name", Shape.text(),
          "calls", COUNT,
          "faults", COUNT,
          "overruns", COUNT,
          "p99_us", COUNT,
          "last_fault", Shape.text(),
          "times_set_aside", COUNT,
          "aside_until", Shape.orNull(Shape.instant()));

  private static final Shape.Members SETTING =
      Shape.object(
          "name",
          Shape.text(),
          "meaning",
          Shape.text(),
          "value",
          Shape.text(),
          "set",
          new Shape.Flag(),
          "secret",
          new Shape.Flag(),
          "live",
          new Shape.Flag());

  private static final Shape.Members VERSION =
      Shape.object(
          "version", Shape.text(),
          "sha256", Shape.text(),
          "since", Shape.instant(),
          "in_force", new Shape.Flag());

  static final Shape.Members DETAIL =
      PLUGIN
          .and("parts", Shape.items(PART))
          .and("settings", Shape.items(SETTING))
          .and("versions", Shape.items(VERSION));

  private PluginJson() {}

  /** All of them. */
  static Json.Obj of(PluginSet set) {
    var plugins = new ArrayList<Json>();
    set.plugins().forEach(card -> plugins.add(new Json.Obj(members(set, card, true))));
    set.disabled().forEach(card -> plugins.add(new Json.Obj(members(set, card, false))));
    return Json.object(
        "plugins",
        new Json.Arr(plugins),
        "refused",
        new Json.Arr(set.refused().stream().map(PluginJson::of).toList()));
  }

  /** One of them with all that is known of it. */
  static Json.Obj of(
      PluginSet set, PluginCard card, boolean active, List<PluginVersions.Version> versions) {
    Map<String, Json> members = members(set, card, active);
    members.put(
        "parts", new Json.Arr(set.partsOf(card.id()).stream().map(PluginJson::of).toList()));
    members.put(
        "settings", new Json.Arr(set.settingsOf(card.id()).stream().map(PluginJson::of).toList()));
    members.put(
        "versions", new Json.Arr(versions.stream().map(version -> of(version, card)).toList()));
    return new Json.Obj(members);
  }

  private static Map<String, Json> members(PluginSet set, PluginCard card, boolean active) {
    List<Vitals> vitals = set.partsOf(card.id()).stream().map(PluginPart::vitals).toList();
    var members = new LinkedHashMap<String, Json>();
    members.put("id", Json.text(card.id()));
    members.put("version", Json.text(card.version()));
    members.put("state", Json.text(active ? "active" : "disabled"));
    members.put("health", Json.text(health(set, card, vitals)));
    members.put("provider", Json.text(card.provider()));
    members.put("description", Json.text(card.description()));
    members.put("requires", Json.text(card.requires()));
    members.put("file", Json.text(card.file().toString()));
    members.put("sha256", Json.text(card.sha256()));
    members.put("brings", brings(card));
    members.put("calls", Json.of(vitals.stream().mapToLong(Vitals::calls).sum()));
    members.put("faults", Json.of(vitals.stream().mapToLong(Vitals::faults).sum()));
    members.put("last_fault", Json.text(lastFault(vitals)));
    return members;
  }

  private static String health(PluginSet set, PluginCard card, List<Vitals> vitals) {
    if (vitals.stream().anyMatch(one -> one.asideUntil().isPresent())) {
      return "set_aside";
    }
    boolean refused =
        set.refused().stream()
            .anyMatch(one -> one.name().equals(card.id()) || one.file().equals(card.file()));
    return refused ? "successor_refused" : "good";
  }

  private static String lastFault(List<Vitals> vitals) {
    return vitals.stream()
        .map(Vitals::lastFault)
        .filter(one -> !one.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Json brings(PluginCard card) {
    var kinds = new LinkedHashMap<String, Json>();
    new TreeMap<>(card.brings())
        .forEach((kind, names) ->
            kinds.put(kind, new Json.Arr(names.stream().<Json>map(Json::text).toList())));
    return new Json.Obj(kinds);
  }

  private static Json of(RefusedPlugin refused) {
    return Json.object(
        "name", refused.name(),
        "file", refused.file().toString(),
        "code", refused.report().problem().code(),
        "message", refused.report().what(),
        "remedy", refused.report().fix());
  }

  private static Json of(PluginPart part) {
    Vitals vitals = part.vitals();
    return Json.object(
        "kind",
        part.kind(),
        "name",
        part.name(),
        "calls",
        vitals.calls(),
        "faults",
        vitals.faults(),
        "overruns",
        vitals.overruns(),
        "p99_us",
        vitals.p99Micros(),
        "last_fault",
        vitals.lastFault(),
        "times_set_aside",
        vitals.timesSetAside(),
        "aside_until",
        vitals.asideUntil().map(Instant::toString).<Json>map(Json::text).orElse(Json.NULL));
  }

  private static Json of(ShownSetting setting) {
    return Json.object(
        "name", setting.declared().name(),
        "meaning", setting.declared().meaning(),
        "value", setting.value(),
        "set", setting.set(),
        "secret", setting.declared().secret(),
        "live", setting.declared().live());
  }

  private static Json of(PluginVersions.Version version, PluginCard card) {
    return Json.object(
        "version", version.version(),
        "sha256", version.sha256(),
        "since", version.since().toString(),
        "in_force", version.sha256().equals(card.sha256()));
  }
}
