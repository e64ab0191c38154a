package tollgate.runtime.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tollgate.api.json.Json;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.migrate.CallSource;
import tollgate.runtime.migrate.OlderKeys;

/** Hands calls and keys of elsewhere over to a gateway and tells what came of it. */
final class CallTransfer {

  /** Together they are far below what a request may have. */
  private static final int AT_ONCE = 200;

  private static final int MOST_TOLD = 20;

  private final AdminDesk desk;
  private final Terms terms;
  private final Consumer<String> out;
  private final ProgressBars bars;
  private final List<String> lines = new ArrayList<>();
  private long taken;
  private long known;
  private long refused;
  private long unreadable;

  /**
   * How they are taken in.
   *
   * @param source what they are marked with
   * @param dryRun whether to tell only what would be done
   */
  record Terms(String source, boolean dryRun) {}

  CallTransfer(AdminDesk desk, Terms terms, Consumer<String> out, ProgressBars bars) {
    this.desk = desk;
    this.terms = terms;
    this.out = out;
    this.bars = bars;
  }

  /** Takes keys in that are not there yet, so that calls can name them. */
  CallTransfer keys(OlderKeys keys) {
    Map<String, String> there = new LinkedHashMap<>();
    Json all = desk.read("/admin/keys", Map.of());
    ReplayText.items(all, "keys").forEach(key -> there.putIfAbsent(nameOf(key), text(key, "id")));
    long fresh = 0;
    for (OlderKeys.Wanted wanted : keys.wanted()) {
      String name = wanted.prefix() + " " + wanted.name();
      String id = there.getOrDefault(name, "");
      if (id.isEmpty() && !terms.dryRun()) {
        id = taken(wanted);
      }
      fresh += there.containsKey(name) ? 0 : 1;
      keys.is(wanted, new OlderKeys.Key(id, wanted.name()));
    }
    int known = keys.wanted().size() - (int) fresh;
    out.accept(
        "Keys: %s %d, there already %d, revoked and left %d"
            .formatted(word(), fresh, known, keys.revoked()));
    return this;
  }

  private String taken(OlderKeys.Wanted wanted) {
    Json answer =
        desk.change("POST", "/admin/keys/import", Json.object("keys", Json.array(wanted.wish())));
    return text(ReplayText.items(answer, "keys").getFirst(), "id");
  }

  private static String nameOf(Json key) {
    return text(key, "prefix") + " " + text(key, "name");
  }

  /** Takes calls in. */
  CallTransfer calls(CallSource source) {
    try (var bar = bars.open("Calls")) {
      List<Json.Obj> calls = source.next(AT_ONCE);
      while (!calls.isEmpty()) {
        hand(calls);
        bar.at(source.done(), source.all());
        calls = source.next(AT_ONCE);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    unreadable += source.unreadable();
    source.skipped().forEach(line -> lines.add("passed over " + line));
    return this;
  }

  private void hand(List<Json.Obj> calls) {
    Json answer =
        desk.work(
            "/admin/import",
            Json.object(
                "source",
                terms.source(),
                "dry_run",
                terms.dryRun(),
                "calls",
                new Json.Arr(new ArrayList<>(calls))));
    taken += Figures.whole(answer, "taken");
    known += Figures.whole(answer, "known");
    for (Json one : ReplayText.items(answer, "refused")) {
      refused++;
      if (lines.size() < MOST_TOLD) {
        lines.add("refused " + text(one, "call") + ": " + text(one, "why"));
      }
    }
  }

  /** Tells what came of it. */
  int end() {
    out.accept(
        "Calls: %s %s, there already %s, refused %s; marked with import:%s"
            .formatted(
                word(),
                Figures.grouped(taken),
                Figures.grouped(known),
                Figures.grouped(refused),
                terms.source()));
    if (unreadable > 0) {
      out.accept("Records that cannot be read: " + Figures.grouped(unreadable));
    }
    lines.forEach(out);
    return refused > 0 || unreadable > 0 ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private String word() {
    return terms.dryRun() ? "would take" : "took";
  }

  private static String text(Json of, String name) {
    return JsonTable.text(JsonTable.member(of, name));
  }
}
