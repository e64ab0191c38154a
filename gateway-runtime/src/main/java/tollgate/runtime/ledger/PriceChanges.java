package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.api.pricing.Rate;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.price.AliasOverride;
import tollgate.runtime.price.PriceOverride;
import tollgate.runtime.price.RateObject;
import tollgate.runtime.store.AuditEntry;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Database;

/**
 * The prices and aliases that the operator set while a gateway ran. Nothing is ever changed or
 * deleted: every change is a further row that holds from an instant on, so that each call can be
 * explained by what held when it arrived. Table, audit and memory change together, in that order.
 */
public final class PriceChanges {
  private static final int CONTENT = 16_000;

  /** What can be set. */
  public enum Kind {
    /** The price of a model. */
    OVERRIDE,
    /** A name for a model. */
    ALIAS;

    /** As the database writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a change is about.
   *
   * @param kind a price or an alias
   * @param provider whose price it is, empty for any provider's and for aliases
   * @param name the model, or the name that stands for one
   */
  public record Subject(Kind kind, String provider, String name) {

    /** As a person writes it: {@code provider/model}, or the bare name. */
    public String text() {
      return provider.isEmpty() ? name : provider + "/" + name;
    }

    private boolean isSame(Subject other) {
      return kind == other.kind
          && provider.equalsIgnoreCase(other.provider)
          && name.equalsIgnoreCase(other.name);
    }
  }

  /**
   * One change.
   *
   * @param id counts the changes
   * @param subject what it is about
   * @param content the rates as a JSON text, or the model; empty where it was withdrawn
   * @param from from when on it holds
   * @param madeAt when it was made
   * @param actor who made it
   */
  public record Change(
      long id, Subject subject, String content, Instant from, Instant madeAt, String actor) {

    /** Whether it takes back what was set. */
    public boolean isWithdrawal() {
      return content.isEmpty();
    }
  }

  /**
   * What somebody wants a model's price to be.
   *
   * @param content the rates as a JSON text, for {@link #set}
   * @param problems what is wrong with them; they can be set only where nothing is
   */
  public record Terms(String content, List<String> problems) {

    /** Terms never change. */
    public Terms {
      problems = List.copyOf(problems);
    }

    /** Reads the terms out of an object as {@link RateObject} has them. */
    public static Terms of(Subject subject, Map<String, Json> members) {
      RateObject.Reading reading = RateObject.read(subject.provider(), subject.name(), members);
      return new Terms(Json.encode(RateObject.write(reading.rates())), reading.problems());
    }
  }

  private static final Columns<Change> COLUMNS =
      new Columns<Change>()
          .number("id", Change::id)
          .text("kind", CallRow.NAME, change -> change.subject.kind().word())
          .text("provider", CallRow.NAME, change -> change.subject.provider())
          .text("name", CallRow.TEXT, change -> change.subject.name())
          .text("content", CONTENT, Change::content)
          .number("effective_at", change -> change.from.toEpochMilli())
          .number("made_at", change -> change.madeAt.toEpochMilli())
          .text("actor", CallRow.NAME, Change::actor);

  private static final String INSERT = COLUMNS.insertInto("price_change");
  private static final String READ = "SELECT " + COLUMNS.list() + " FROM price_change ORDER BY id";

  private final Database database;
  private final InstantSource clock;
  private volatile List<Change> all;

  /**
   * Reads every change there ever was.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNREADABLE
   */
  public PriceChanges(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.all = List.copyOf(database.reads().ask(PriceChanges::read));
  }

  /** Every change of a kind, the oldest first. */
  public List<Change> list(Kind kind) {
    return all.stream().filter(change -> change.subject().kind() == kind).toList();
  }

  /** Every change of one subject, the oldest first. */
  public List<Change> list(Subject subject) {
    return all.stream().filter(change -> change.subject().isSame(subject)).toList();
  }

  /** What of a subject holds at a moment; empty where nothing does. */
  public Optional<Change> inForce(Subject subject, Instant at) {
    return latest(list(subject), at).filter(change -> !change.isWithdrawal());
  }

  /**
   * Sets a price or an alias. Blocks until that is durable.
   *
   * @param content the rates as {@link RateObject} writes them, or the model
   * @param from from when on it holds; an instant of the past changes no cost that is known
   */
  public synchronized Change set(Subject subject, String content, Instant from, String actor) {
    return commit(subject, content, List.of(from), actor).getFirst();
  }

  /**
   * Withdraws what is set of a subject, from an instant on, and what is set for later.
   *
   * @return false when nothing is set from then on
   */
  public synchronized boolean withdraw(Subject subject, Instant from, String actor) {
    var instants = new ArrayList<Instant>();
    inForce(subject, from).ifPresent(change -> instants.add(from));
    list(subject).stream()
        .map(Change::from)
        .filter(instant -> instant.isAfter(from) && inForce(subject, instant).isPresent())
        .distinct()
        .forEach(instants::add);
    if (!instants.isEmpty()) {
      commit(subject, "", instants, actor);
    }
    return !instants.isEmpty();
  }

  /** The prices that were set. One that cannot be read is passed over: the word before it holds. */
  public List<PriceOverride> prices() {
    var prices = new ArrayList<PriceOverride>();
    for (Change change : list(Kind.OVERRIDE)) {
      Optional<List<Rate>> rates = change.isWithdrawal() ? Optional.of(List.of()) : ratesOf(change);
      rates.ifPresent(known ->
          prices.add(
              new PriceOverride(
                  change.id(),
                  change.subject().provider(),
                  change.subject().name(),
                  change.from(),
                  known)));
    }
    return prices;
  }

  /** The aliases that were set. */
  public List<AliasOverride> aliases() {
    return list(Kind.ALIAS).stream()
        .map(change ->
            new AliasOverride(
                change.id(), change.subject().name(), change.from(), change.content()))
        .toList();
  }

  private static Optional<List<Rate>> ratesOf(Change change) {
    Subject subject = change.subject();
    RateObject.Reading reading =
        RateObject.parse(subject.provider(), subject.name(), change.content());
    if (reading.problems().isEmpty()) {
      return Optional.of(reading.rates());
    }
    Events.log(
        MoneyEvent.PRICE_REFUSED,
        "source",
        subject.text(),
        "version",
        change.id(),
        "reason",
        String.join("; ", reading.problems()));
    return Optional.empty();
  }

  private List<Change> commit(
      Subject subject, String content, List<Instant> instants, String actor) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    long last = all.isEmpty() ? 0 : all.getLast().id();
    var changes = new ArrayList<Change>();
    for (Instant from : instants) {
      changes.add(
          new Change(
              ++last, subject, content, Instant.ofEpochMilli(from.toEpochMilli()), now, actor));
    }
    String before = inForce(subject, instants.getFirst()).map(Change::content).orElse("nothing");
    var audit =
        new AuditEntry(
            now,
            actor,
            "price." + subject.kind().word() + (content.isEmpty() ? "_withdrawn" : "_set"),
            subject.text(),
            "from "
                + instants.getFirst()
                + ": "
                + (content.isEmpty() ? "nothing" : content)
                + " instead of "
                + before);
    database
        .writer()
        .submit(transaction -> {
          for (Change change : changes) {
            PreparedStatement statement = transaction.statement(INSERT);
            COLUMNS.bind(statement, 1, change);
            statement.executeUpdate();
          }
          audit.write(transaction);
        })
        .await();
    var more = new ArrayList<>(all);
    more.addAll(changes);
    all = List.copyOf(more);
    tell(changes.getFirst());
    return changes;
  }

  private static void tell(Change change) {
    Events.log(
        MoneyEvent.PRICE_OVERRIDDEN,
        "kind",
        change.subject().kind().word(),
        "subject",
        change.subject().text(),
        "from",
        change.from(),
        "withdrawn",
        change.isWithdrawal(),
        "by",
        change.actor());
  }

  private static Optional<Change> latest(List<Change> changes, Instant at) {
    Optional<Change> latest = Optional.empty();
    for (Change change : changes) { // in the order of their numbers
      boolean later = latest.isEmpty() || !change.from().isBefore(latest.get().from());
      if (!change.from().isAfter(at) && later) {
        latest = Optional.of(change);
      }
    }
    return latest;
  }

  private static List<Change> read(Connection connection) throws SQLException {
    var changes = new ArrayList<Change>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      while (row.next()) {
        var kind = Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT));
        changes.add(
            new Change(
                row.getLong(1),
                new Subject(kind, row.getString(3), row.getString(4)),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8)));
      }
    }
    return changes;
  }
}
