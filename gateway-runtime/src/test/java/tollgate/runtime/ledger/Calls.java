package tollgate.runtime.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.ToolResults;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.CallOpening.Decided;
import tollgate.runtime.ledger.CallOpening.Groups;
import tollgate.runtime.ledger.CallOpening.What;
import tollgate.runtime.ledger.CallOpening.Who;
import tollgate.runtime.ledger.Settlement.Fault;
import tollgate.runtime.ledger.Settlement.Served;

/** Calls as a test needs them: ordinary in all that it does not name. */
public final class Calls {
  private static final DialectId CHAT = new DialectId("invented-chat");

  /** No two makers of calls make the same ids, even on one clock that stands still. */
  private static final AtomicLong SEEDS = new AtomicLong();

  private final CallIds ids;
  private final InstantSource clock;
  private final Identity identity;
  private final String key;
  private final String model;
  private final Money hold;
  private ToolResults toolResults = ToolResults.NONE;
  private Groups groups = Groups.NONE;

  private Calls(
      CallIds ids, InstantSource clock, Identity identity, String key, String model, Money hold) {
    this.ids = ids;
    this.clock = clock;
    this.identity = identity;
    this.key = key;
    this.model = model;
    this.hold = hold;
  }

  /** Calls of the tool {@code plow} at a clock's time, holding one cent each. */
  public static Calls at(InstantSource clock) {
    return new Calls(
        new CallIds(clock, new SplittableRandom(SEEDS.incrementAndGet())),
        clock,
        Identity.of("plow", Evidence.BRAND_HEADER, "header x-plow").withSession("s1"),
        "",
        "large",
        Money.usd("0.01"));
  }

  /** The same by another tool, in another session. */
  public Calls by(String tool, String session) {
    Identity other =
        Identity.of(tool, Evidence.BRAND_HEADER, "header x-" + tool).withSession(session);
    return new Calls(ids, clock, other, key, model, hold);
  }

  /** The same by another instance of the tool. */
  public Calls instance(String instance) {
    return new Calls(ids, clock, identity.withInstance(instance), key, model, hold);
  }

  /** The same with a managed key. */
  public Calls key(String id) {
    return new Calls(ids, clock, identity, id, model, hold);
  }

  /** The same for another model. */
  public Calls model(String name) {
    return new Calls(ids, clock, identity, key, name, hold);
  }

  /** The same with another hold. */
  public Calls hold(String usd) {
    return new Calls(ids, clock, identity, key, model, Money.usd(usd));
  }

  /** The same by an agent of the session. */
  public Calls agent(String name, String parent) {
    return new Calls(ids, clock, identity.withAgent(name, parent), key, model, hold);
  }

  /** The same, going on from an answer of a tool; to be said last. */
  public Calls result(String newest) {
    var going = new Calls(ids, clock, identity, key, model, hold);
    going.toolResults = new ToolResults(1, newest);
    return going;
  }

  /** The same, counting with others; to be said last. */
  public Calls groups(String root, String lineage, Map<String, String> tags) {
    var grouped = new Calls(ids, clock, identity, key, model, hold);
    grouped.groups = new Groups(root, lineage, tags);
    return grouped;
  }

  /** The next call, arriving now. */
  public CallOpening next() {
    return next(clock.instant());
  }

  /** The next call, arriving then. */
  public CallOpening next(Instant arrivedAt) {
    return new CallOpening(
        ids.next(),
        arrivedAt,
        CallOpening.GATEWAY,
        new Who(identity, key, key.isEmpty() ? "" : "key of " + key, "127.0.0.1", "plow/1.0"),
        new What(CHAT, "POST", "/v1/chat/completions", model, true, toolResults),
        groups,
        new Decided("field", model, "p1", "2026-11-01", "", hold),
        40_000);
  }

  /** An ending as it should be, at a known cost. */
  public static Settlement settled(String usd) {
    return settled(TokenCounts.of(100, 20), usd);
  }

  /** The same with these tokens. */
  public static Settlement settled(TokenCounts tokens, String usd) {
    return new Settlement(
        State.SETTLED,
        200,
        Usage.exact(tokens, "large-2026"),
        Bill.of(Money.usd(usd), "field/large"),
        new Served("", "farmer@example.test", "up-1"),
        new Timings(90_000_000, 120_000_000, 900_000_000),
        Fault.NONE);
  }

  /** A failure without usage. */
  public static Settlement failed() {
    return new Settlement(
        State.FAILED,
        502,
        Usage.UNKNOWN,
        Bill.NONE,
        Served.UNTOLD,
        new Timings(Timings.UNKNOWN, Timings.UNKNOWN, 5_000_000),
        new Fault("upstream.broke", "The provider broke off its reply."));
  }

  /** Something used that has no price. */
  public static Settlement unpriced() {
    Settlement settled = settled("0");
    return new Settlement(
        State.SETTLED,
        200,
        settled.usage(),
        Bill.UNPRICED,
        settled.served(),
        settled.timings(),
        Fault.NONE);
  }
}
