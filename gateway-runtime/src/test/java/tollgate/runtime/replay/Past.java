package tollgate.runtime.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.CallOpening;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.policy.PolicyFacts;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.PolicyTrial;
import tollgate.runtime.policy.Surroundings;

/** A ledger with calls of the past, and policies to be asked about them. */
final class Past implements AutoCloseable {
  private final LedgerHouse house;
  private final PolicyHost policies;
  private final List<PolicyTrial> trials = new ArrayList<>();
  private final Instant begin;

  Past(Path folder) {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    policies = PolicyHost.in(folder.resolve("policies"), folder);
    begin = house.instant();
    try {
      Files.createDirectories(folder.resolve("policies"));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  Instant begin() {
    return begin;
  }

  Calls calls() {
    return Calls.at(house);
  }

  /** What a gateway without policies writes down of a call. */
  static String record(Instant at) {
    var request = RequestFacts.of(new DialectId("invented-chat")).maxOutputTokens(500).build();
    var facts =
        new PolicyFacts(
            Identity.UNKNOWN,
            "",
            Set.of("ci"),
            request,
            "POST",
            "/",
            9,
            7,
            at.atZone(ZoneOffset.UTC),
            Surroundings.EMPTY);
    return new EmptyPolicySet().judge(facts).snapshot();
  }

  /** A call that takes a second, and a minute of silence. */
  CallOpening served(Calls calls, String usd) {
    return served(calls, record(house.instant()), Calls.settled(usd));
  }

  CallOpening served(Calls calls, String snapshot, Settlement settlement) {
    CallOpening opening = decided(calls.next(), snapshot);
    var call = house.ledger().open(opening);
    house.advance(Duration.ofSeconds(1));
    call.settle(settlement);
    pass();
    return opening;
  }

  /** A call that a policy refused. */
  void refused(Calls calls, String snapshot) {
    house.ledger().refuse(decided(calls.next(), snapshot), 403, "policy.denied", "no");
    pass();
  }

  private void pass() {
    house.flush();
    house.advance(Duration.ofMinutes(1));
  }

  void advance(Duration time) {
    house.advance(time);
  }

  private static CallOpening decided(CallOpening opening, String snapshot) {
    var was = opening.decided();
    return new CallOpening(
        opening.id(),
        opening.arrivedAt(),
        opening.origin(),
        opening.who(),
        opening.what(),
        opening.groups(),
        new CallOpening.Decided(
            was.provider(),
            was.routedModel(),
            was.policyGeneration(),
            was.priceVersion(),
            snapshot,
            was.hold()),
        opening.queueNanos());
  }

  /** An ending whose cost is somewhere between nothing and so much. */
  static Settlement estimated(String usd) {
    Settlement settled = Calls.settled(usd);
    return new Settlement(
        settled.state(),
        settled.status(),
        settled.usage(),
        Bill.estimated(Money.usd(usd)),
        settled.served(),
        settled.timings(),
        settled.fault());
  }

  /** An ending with that much output at ten dollars a million, which is all it cost. */
  static Settlement wrote(long output) {
    var cost = new BigDecimal("0.00001").multiply(BigDecimal.valueOf(output));
    Settlement settled = Calls.settled("1");
    return new Settlement(
        settled.state(),
        settled.status(),
        Usage.exact(TokenCounts.of(0, output), "large-2026"),
        new Bill(CostStatus.OK, Money.usd(cost), "field/large", "output=" + output + "*10"),
        settled.served(),
        settled.timings(),
        settled.fault());
  }

  /** A policy that returns this expression. */
  PolicyTrial policy(String name, String expression) {
    return text(name, "export function decide(call) {\n  return " + expression + ";\n}\n");
  }

  PolicyTrial text(String name, String text) {
    PolicyTrial trial = policies.attempt(name + ".js", text);
    trials.add(trial);
    return trial;
  }

  /** What the first policy would have done since the beginning. */
  Told replay(PolicyTrial... candidates) {
    return replay(begin, candidates);
  }

  Told replay(Instant since, PolicyTrial... candidates) {
    return replay(since, ZoneOffset.UTC, candidates);
  }

  Told replay(Instant since, ZoneId zone, PolicyTrial... candidates) {
    var replay =
        new Replay(house.database().reads(), zone, (provider, model, at) -> Optional.empty());
    return new Told(replay.run(since, house.instant(), List.of(candidates), progress -> {}));
  }

  /** What was told. */
  record Told(Json.Obj document) {

    Json.Obj candidate(int number) {
      return ((Json.Arr) document.members().get("candidates")).items().get(number)
              instanceof Json.Obj candidate
          ? candidate
          : Json.object();
    }

    /** Members of the first candidate, as text. */
    String of(String... names) {
      var said = new ArrayList<String>();
      for (String name : names) {
        said.add(name + "=" + Json.encode(candidate(0).members().getOrDefault(name, Json.NULL)));
      }
      return String.join(" ", said);
    }

    /** A list of the first candidate, its first item. */
    Json.Obj first(String list) {
      return (Json.Obj) ((Json.Arr) candidate(0).members().get(list)).items().getFirst();
    }
  }

  @Override
  public void close() {
    trials.forEach(PolicyTrial::close);
    policies.close();
    house.close();
  }
}
