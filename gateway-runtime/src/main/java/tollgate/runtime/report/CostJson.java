package tollgate.runtime.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.LedgerCheck;

/** How what was done to the ledger's costs, and what was found in it, is told and read back. */
public final class CostJson {

  private CostJson() {}

  /** The shape of what a backfill did. */
  public static Shape.Members backfillShape() {
    Shape count = Shape.whole();
    return Shape.object(
        "scanned", count,
        "updated", count,
        "ok", count,
        "pending", count,
        "unsupported", count,
        "without_usage", count,
        "more_usd", new Shape.Decimal(),
        "dry_run", new Shape.Flag());
  }

  /** The shape of what a check of the ledger found. */
  public static Shape.Members findingsShape() {
    return Shape.object(
        "sound", new Shape.Flag(),
        "calls", Shape.whole(),
        "running", Shape.whole(),
        "in_doubt", Shape.whole(),
        "differences", Shape.items(Shape.object("what", Shape.text(), "sums", Shape.text())));
  }

  /** What a backfill did. */
  public static Json.Obj of(Backfill.Result result, boolean dryRun) {
    return Json.object(
        "scanned", result.scanned(),
        "updated", result.updated(),
        "ok", result.ok(),
        "pending", result.pending(),
        "unsupported", result.unsupported(),
        "without_usage", result.withoutUsage(),
        "more_usd", result.more().toUsd(),
        "dry_run", dryRun);
  }

  /**
   * The same read back.
   *
   * @throws IllegalArgumentException for another document
   */
  public static Backfill.Result backfill(Json json) {
    Map<String, Json> members = members(json);
    return new Backfill.Result(
        number(members, "scanned").longValueExact(),
        number(members, "updated").longValueExact(),
        number(members, "ok").longValueExact(),
        number(members, "pending").longValueExact(),
        number(members, "unsupported").longValueExact(),
        number(members, "without_usage").longValueExact(),
        Money.usd(number(members, "more_usd")));
  }

  /** What a check of the ledger found. */
  public static Json.Obj of(LedgerCheck.Findings findings) {
    List<Json> differences =
        findings.differences().stream()
            .<Json>map(one -> Json.object("what", one.what(), "sums", one.sums()))
            .toList();
    return Json.object(
        "sound", findings.isSound(),
        "calls", findings.calls(),
        "running", findings.running(),
        "in_doubt", findings.inDoubt(),
        "differences", new Json.Arr(differences));
  }

  /**
   * The same read back.
   *
   * @throws IllegalArgumentException for another document
   */
  public static LedgerCheck.Findings findings(Json json) {
    Map<String, Json> members = members(json);
    var differences = new ArrayList<LedgerCheck.Difference>();
    if (!(members.getOrDefault("differences", Json.NULL) instanceof Json.Arr(var told))) {
      throw new IllegalArgumentException("no differences");
    }
    for (Json one : told) {
      Map<String, Json> words = members(one);
      differences.add(new LedgerCheck.Difference(text(words, "what"), text(words, "sums")));
    }
    return new LedgerCheck.Findings(
        number(members, "calls").longValueExact(),
        number(members, "running").longValueExact(),
        number(members, "in_doubt").longValueExact(),
        differences);
  }

  private static Map<String, Json> members(Json json) {
    if (json instanceof Json.Obj(var members)) {
      return members;
    }
    throw new IllegalArgumentException("no object");
  }

  private static BigDecimal number(Map<String, Json> members, String name) {
    if (members.getOrDefault(name, Json.NULL) instanceof Json.Num(var number)) {
      return number;
    }
    throw new IllegalArgumentException(name + " is no number");
  }

  private static String text(Map<String, Json> members, String name) {
    return members.getOrDefault(name, Json.NULL) instanceof Json.Text(var text) ? text : "";
  }
}
