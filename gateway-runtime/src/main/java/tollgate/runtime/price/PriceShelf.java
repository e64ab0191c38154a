package tollgate.runtime.price;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tollgate.api.pricing.PriceSheet;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.price.Shelved.Held;

/**
 * The last good sheet of every source, and those that wait for somebody to look at them.
 *
 * <pre>
 *   offer ──▶ SheetCheck ──▶ EffectiveDates ──▶ in force ──▶ file
 *                 │ objections
 *                 ▼
 *               held ── accept ──▶ the same way
 * </pre>
 *
 * <p>Sheets of live sources are kept in files; one that comes with a plugin's jar is there at every
 * start anyway. Safe for several threads.
 */
public final class PriceShelf {

  private static final Pattern FILE_NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");

  private final Path folder;
  private final InstantSource clock;
  private final Map<String, Shelved> sources = new LinkedHashMap<>();

  /** A shelf that keeps its files in a folder, which is made when it is first needed. */
  public PriceShelf(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Makes a source known, with the sheet that an earlier run left of it; does nothing for one that
   * is known.
   *
   * @param live whether it can change while the gateway runs
   */
  public synchronized void recall(String source, int rank, boolean live) {
    if (!sources.containsKey(source)) {
      boolean kept = live && FILE_NAME.matcher(source).matches();
      sources.put(source, Shelved.unknown(source, rank, kept));
      if (kept) {
        read(source);
      }
    }
  }

  private void read(String source) {
    try {
      new SheetFile(folder, source)
          .read()
          .ifPresent(sheet -> {
            sources.put(source, require(source).with(sheet, sheet.retrievedAt()));
            tellLoaded(source, sheet);
          });
    } catch (IOException damaged) {
      Events.log(MoneyEvent.PRICE_REFUSED, "source", source, "reason", damaged.toString());
    }
  }

  /** Forgets every source but these; the files of their sheets stay. */
  public synchronized void retain(Collection<String> names) {
    sources.keySet().retainAll(names);
  }

  /** The version of a source's sheet in force; empty when there is none. */
  public synchronized String version(String source) {
    return require(source).inForce().map(PriceSheet::version).orElse("");
  }

  /** The source said something new: it is taken, or held where something speaks against it. */
  public synchronized void offer(String source, PriceSheet fresh) {
    Shelved known = require(source);
    List<String> objections =
        known.inForce().map(sheet -> SheetCheck.objections(sheet, fresh)).orElse(List.of());
    if (objections.isEmpty()) {
      take(known, fresh);
      return;
    }
    boolean told = known.held().filter(held -> held.objections().equals(objections)).isPresent();
    var since = told ? known.held().orElseThrow().since() : clock.instant();
    sources.put(source, known.holding(new Held(fresh, since, objections), clock.instant()));
    if (!told) {
      Events.log(
          MoneyEvent.PRICE_HELD,
          "source",
          source,
          "version",
          fresh.version(),
          "reason",
          String.join("; ", objections));
    }
  }

  /** The source said that nothing changed since the sheet in force. */
  public synchronized void unchanged(String source) {
    sources.put(source, require(source).unchanged(clock.instant()));
  }

  /** The source could not be asked; its last good sheet stays. */
  public synchronized void failed(String source, String reason) {
    sources.put(source, require(source).failed(reason));
  }

  /** Takes a held sheet after all; false when there is none of that source. */
  public synchronized boolean accept(String source) {
    Optional<Held> held = Optional.ofNullable(sources.get(source)).flatMap(Shelved::held);
    held.ifPresent(waiting -> take(require(source), waiting.sheet()));
    return held.isPresent();
  }

  /** Every known source, in the order in which they became known. */
  public synchronized List<Shelved> sources() {
    return List.copyOf(sources.values());
  }

  /** Every sheet in force. */
  public synchronized List<SourcedSheet> sheets() {
    return sources.values().stream()
        .flatMap(known ->
            known.inForce().stream()
                .map(sheet -> new SourcedSheet(known.source(), known.rank(), sheet)))
        .toList();
  }

  private void take(Shelved known, PriceSheet fresh) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    PriceSheet dated =
        known
            .inForce()
            .map(before -> EffectiveDates.carriedOver(before, fresh, today))
            .orElse(fresh);
    sources.put(known.source(), known.with(dated, clock.instant()));
    tellLoaded(known.source(), dated);
    if (known.live()) {
      keep(known.source(), dated);
    }
  }

  /** A sheet that cannot be kept is in force all the same: it is only missed at the next start. */
  private void keep(String source, PriceSheet sheet) {
    try {
      new SheetFile(folder, source).write(sheet);
    } catch (IOException unwritable) {
      Events.log(
          MoneyEvent.PRICE_NOT_KEPT,
          "source",
          source,
          "version",
          sheet.version(),
          "reason",
          unwritable.toString());
    }
  }

  private Shelved require(String source) {
    return Optional.ofNullable(sources.get(source))
        .orElseThrow(() -> new IllegalArgumentException("no source " + source));
  }

  private static void tellLoaded(String source, PriceSheet sheet) {
    Events.log(
        MoneyEvent.PRICE_LOADED,
        "source",
        source,
        "version",
        sheet.version(),
        "rates",
        sheet.rates().size());
  }
}
