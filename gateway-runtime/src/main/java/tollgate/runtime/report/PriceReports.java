package tollgate.runtime.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tollgate.api.json.Json;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.RateUnit;
import tollgate.runtime.json.Shape;
import tollgate.runtime.price.Disagreement;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.PriceMatch;
import tollgate.runtime.price.PriceShelf;
import tollgate.runtime.price.RateLine;
import tollgate.runtime.price.RateObject;
import tollgate.runtime.price.Shelved;

/** Which prices are in force, who says so, since when, and who says otherwise. */
public final class PriceReports {

  /** The names of the ordinary rates in the shape that existing scripts read. */
  private static final Map<RateUnit, String> ORDINARY = new LinkedHashMap<>();

  static {
    ORDINARY.put(RateUnit.INPUT, "input");
    ORDINARY.put(RateUnit.OUTPUT, "output");
    ORDINARY.put(RateUnit.CACHE_READ, "cache_read");
    ORDINARY.put(RateUnit.CACHE_WRITE_5M, "cache_write");
    ORDINARY.put(RateUnit.REASONING, "reasoning");
  }

  private static final Shape.Members RATE =
      Shape.object(
          "unit", Shape.text(),
          "usd", new Shape.Decimal(),
          "above_context_tokens", Shape.whole(),
          "service_tier", Shape.text(),
          "derived", new Shape.Flag());

  private static final Shape.Members ENTRY =
      Shape.object(
          "key", Shape.text(),
          "source", Shape.text(),
          "version", Shape.text(),
          "from", Shape.text(),
          "age_seconds", Shape.orNull(Shape.whole()),
          "rates", Shape.items(RATE));

  private static final Shape.Members DISAGREEMENT =
      Shape.object(
          "key", Shape.text(),
          "unit", Shape.text(),
          "above_context_tokens", Shape.whole(),
          "service_tier", Shape.text(),
          "says", Shape.items(Shape.object("source", Shape.text(), "usd", new Shape.Decimal())));

  private static final Shape.Members SHEET =
      Shape.object(
          "version", Shape.text(),
          "origin", Shape.text(),
          "retrieved_at", Shape.instant(),
          "age_seconds", Shape.whole(),
          "rates", Shape.whole());

  private static final Shape.Members SOURCE =
      Shape.object(
          "source", Shape.text(),
          "rank", Shape.whole(),
          "checked_at", Shape.orNull(Shape.instant()),
          "failure", Shape.orNull(Shape.text()),
          "in_force", Shape.orNull(SHEET),
          "held",
              Shape.orNull(
                  Shape.object(
                      "since", Shape.instant(),
                      "objections", Shape.items(Shape.text()),
                      "sheet", SHEET)));

  private final Supplier<PriceBook> book;
  private final PriceShelf shelf;
  private final InstantSource clock;

  /** Reports on the book in force at the time of the question. */
  public PriceReports(Supplier<PriceBook> book, PriceShelf shelf, InstantSource clock) {
    this.book = book;
    this.shelf = shelf;
    this.clock = clock;
  }

  /** What an operator's price may say. */
  public static Shape.Members ratesShape() {
    return RateObject.shape();
  }

  /** The shape of {@link #overview} or of {@link #model}: one path answers both. */
  public static Shape.Members shape() {
    Shape number = Shape.orNull(new Shape.Decimal());
    Shape ordinary =
        Shape.object(
            "input", number,
            "output", number,
            "cache_read", number,
            "cache_write", number,
            "reasoning", number);
    return Shape.object()
        .or("book", Shape.text())
        .or("sources", Shape.items(SOURCE))
        .or("total", Shape.whole())
        .or("models", Shape.items(ENTRY))
        .or("model", Shape.text())
        .or("provider", Shape.text())
        .or("pricing", Shape.orNull(ordinary))
        .or("key", Shape.text())
        .or("source", Shape.text())
        .or("version", Shape.text())
        .or("from", Shape.text())
        .or("age_seconds", Shape.orNull(Shape.whole()))
        .or("fetchedAt", Shape.orNull(Shape.instant()))
        .or("ageMs", Shape.orNull(Shape.whole()))
        .or("rates", Shape.items(RATE))
        .or("disagreements", Shape.items(DISAGREEMENT));
  }

  /** The shape of {@link #disagreements}. */
  public static Shape.Members disagreementsShape() {
    return Shape.object("total", Shape.whole(), "disagreements", Shape.items(DISAGREEMENT));
  }

  /** The sources, what is held, and a page of the models with their rates. */
  public Json overview(int limit, int offset) {
    PriceBook now = book.get();
    List<PriceMatch> page = now.entries(clock.instant(), offset, limit);
    return Json.object(
        "book",
        now.bookVersion(),
        "sources",
        new Json.Arr(shelf.sources().stream().map(this::source).toList()),
        "total",
        now.size(),
        "models",
        new Json.Arr(page.stream().map(this::entry).toList()));
  }

  /** How long ago a source of prices last answered; empty where none ever did. */
  public Optional<Duration> age() {
    return shelf.sources().stream()
        .filter(Shelved::live)
        .flatMap(source ->
            source.checked().or(() -> source.inForce().map(PriceSheet::retrievedAt)).stream())
        .max(Instant::compareTo)
        .map(at -> Duration.between(at, clock.instant()));
  }

  /** A page of the rates on which sources do not agree. */
  public Json disagreements(int limit, int offset) {
    List<Disagreement> all = Disagreement.among(book.get().sheets(), today());
    return Json.object(
        "total",
        all.size(),
        "disagreements",
        new Json.Arr(
            all.stream().skip(offset).limit(limit).map(PriceReports::disagreement).toList()));
  }

  /**
   * The price that a call of a model at a provider would be charged by; null where there is none.
   */
  public Json model(String provider, String model) {
    Optional<PriceMatch> match = book.get().find(provider, model, clock.instant());
    var members = new LinkedHashMap<String, Json>();
    members.put("model", Json.text(model));
    members.put("provider", Json.text(provider));
    members.put("pricing", match.map(PriceReports::ordinary).orElse(Json.NULL));
    match.ifPresent(found -> {
      members.putAll(((Json.Obj) entry(found)).members());
      Optional<Instant> read = sheet(found.source()).map(PriceSheet::retrievedAt);
      members.put("fetchedAt", text(read));
      members.put("ageMs", read.map(this::ageMillis).orElse(Json.NULL));
      members.put("disagreements", new Json.Arr(about(found.key())));
    });
    return new Json.Obj(members);
  }

  private List<Json> about(String key) {
    return Disagreement.among(book.get().sheets(), today()).stream()
        .filter(one -> one.key().equals(key))
        .map(PriceReports::disagreement)
        .toList();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static Json ordinary(PriceMatch match) {
    var members = new LinkedHashMap<String, Json>();
    ORDINARY.forEach((unit, name) -> members.put(name, Json.NULL));
    match.card().lines().stream()
        .filter(line -> line.above() == 0 && line.tier().isEmpty())
        .filter(line -> ORDINARY.containsKey(line.unit()))
        .forEach(line -> members.put(ORDINARY.getOrDefault(line.unit(), ""), Json.of(line.usd())));
    return new Json.Obj(members);
  }

  private Json entry(PriceMatch match) {
    return Json.object(
        "key",
        match.key(),
        "source",
        match.source(),
        "version",
        match.version(),
        "from",
        match.since(),
        "age_seconds",
        sheet(match.source()).map(sheet -> age(sheet.retrievedAt())).orElse(Json.NULL),
        "rates",
        new Json.Arr(match.card().lines().stream().map(PriceReports::rate).toList()));
  }

  private Optional<PriceSheet> sheet(String source) {
    return book.get().sheets().stream()
        .filter(sheet -> sheet.source().equals(source))
        .map(sheet -> sheet.sheet())
        .findFirst();
  }

  private Json age(Instant at) {
    return Json.of(Duration.between(at, clock.instant()).toSeconds());
  }

  private Json ageMillis(Instant at) {
    return Json.of(Duration.between(at, clock.instant()).toMillis());
  }

  private static Json rate(RateLine line) {
    return Json.object(
        "unit", word(line.unit()),
        "usd", line.usd(),
        "above_context_tokens", line.above(),
        "service_tier", line.tier(),
        "derived", line.derived());
  }

  private static Json disagreement(Disagreement one) {
    Stream<Json> words =
        one.words().stream().map(word -> Json.object("source", word.source(), "usd", word.usd()));
    return Json.object(
        "key", one.key(),
        "unit", word(one.unit()),
        "above_context_tokens", one.above(),
        "service_tier", one.tier(),
        "says", new Json.Arr(words.toList()));
  }

  private static String word(RateUnit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  private Json source(Shelved shelved) {
    var members = new LinkedHashMap<String, Json>();
    members.put("source", Json.text(shelved.source()));
    members.put("rank", Json.of(shelved.rank()));
    members.put("checked_at", text(shelved.checked()));
    members.put("failure", shelved.failure().isEmpty() ? Json.NULL : Json.text(shelved.failure()));
    members.put("in_force", shelved.inForce().map(this::sheet).orElse(Json.NULL));
    members.put("held", shelved.held().map(this::held).orElse(Json.NULL));
    return new Json.Obj(members);
  }

  private Json sheet(PriceSheet sheet) {
    return Json.object(
        "version",
        sheet.version(),
        "origin",
        sheet.origin(),
        "retrieved_at",
        sheet.retrievedAt().toString(),
        "age_seconds",
        age(sheet.retrievedAt()),
        "rates",
        sheet.rates().size());
  }

  private Json held(Shelved.Held held) {
    return Json.object(
        "since",
        held.since().toString(),
        "objections",
        new Json.Arr(held.objections().stream().map(Json::text).toList()),
        "sheet",
        sheet(held.sheet()));
  }

  private static Json text(Optional<Instant> time) {
    return time.map(some -> Json.text(some.toString())).orElse(Json.NULL);
  }
}
