package tollgate.runtime.admin;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.admin.BudgetBook.Budget;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.CapSource;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.BudgetChanges;
import tollgate.runtime.ledger.TopSpenders;
import tollgate.runtime.problem.MoneyProblem;

/** How the caps stand, who takes most of them, and what the operator lets them have beside. */
final class BudgetResources {
  private static final String ALL = "/admin/budgets";
  private static final String ONE = ALL + "/{id}";

  private static final int PAGE = 200;
  private static final int LARGEST_PAGE = 1_000;

  /** A question to the rows for each: of so many at once. */
  private static final int PAGE_WITH_TOP = 20;

  private static final int TOP = 5;
  private static final int LARGEST_TOP = 50;

  /** A thousand million dollars or calls, or a billion tokens: more would be a slip. */
  private static final long MOST_UNITS = 1_000_000_000L;

  private static final List<String> AXES =
      List.of(
          Axes.TOOL, Axes.INSTANCE, Axes.SESSION, Axes.AGENT, Axes.KEY, Axes.PROVIDER, Axes.MODEL);

  private static final Shape.Members REASON = Shape.object().or("reason", Shape.text());
  private static final Shape.Members MORE =
      REASON.or(
          "usd", new Shape.Decimal(), "tokens", new Shape.Whole(1), "calls", new Shape.Whole(1));

  private final BudgetBook book;
  private final BudgetChanges changes;
  private final TopSpenders spenders;
  private final boolean live;
  private final Runnable reload;
  private final InstantSource clock;

  /**
   * The resources.
   *
   * @param live whether calls run, and what they hold is known
   * @param reload reads the caps of the settings anew
   */
  BudgetResources(
      BudgetBook book,
      BudgetChanges changes,
      TopSpenders spenders,
      boolean live,
      Runnable reload,
      InstantSource clock) {
    this.book = book;
    this.changes = changes;
    this.spenders = spenders;
    this.live = live;
    this.reload = reload;
    this.clock = clock;
  }

  List<Route> list() {
    Shape.Members budgets =
        Shape.object("live", new Shape.Flag(), "budgets", Shape.items(BudgetJson.SHAPE));
    return List.of(
        Route.read(
                ALL,
                "the caps, the fullest first: what is spent, held and left of each",
                budgets,
                this::page)
            .with(params()),
        Route.read(
                ONE,
                "one of them with who took most; by its id, or a cap's name",
                shape(),
                this::one)
            .with(
                Param.of("top", Shape.whole(), "how many of those that took most, 50 at most; 5")),
        Route.change(
                "POST",
                ONE + "/raise",
                "lets there be so much more for the rest of the window",
                shape(),
                this::raise)
            .taking(MORE),
        Route.change(
                "POST",
                ONE + "/reset",
                "lets what was spent so far count no more in this window",
                shape(),
                this::reset)
            .taking(REASON),
        Route.change(
            "POST", ALL + "/reload", "reads the caps of the settings anew", budgets, this::reload));
  }

  private static Shape shape() {
    return BudgetJson.SHAPE;
  }

  private static List<Param> params() {
    var params = new ArrayList<Param>();
    params.add(Param.of("limit", new Shape.Whole(1), "how many, 1000 at most; 200"));
    params.add(Param.of("offset", Shape.whole(), "how many to leave out; 0"));
    params.add(
        Param.of(
            "top", Shape.whole(), "how many of those that took most, for 20 caps at most; none"));
    params.add(Param.text("cap", "only the cap of this name"));
    params.add(
        Param.of("source", Shape.choice("policy", "key", "settings"), "only those set there"));
    AXES.forEach(axis -> params.add(Param.text(axis, "only those of this " + axis)));
    return params;
  }

  private Json page(FaceRequest request) {
    int top = top(request, 0);
    int limit =
        Math.min(
            QueryNumbers.whole(request, "limit", PAGE, 1), top > 0 ? PAGE_WITH_TOP : LARGEST_PAGE);
    List<Json> budgets =
        book.list(budget -> isWanted(budget, request)).stream()
            .skip(Query.offset(request))
            .limit(limit)
            .<Json>map(budget -> told(budget, top))
            .toList();
    return told(budgets);
  }

  private static boolean isWanted(Budget budget, FaceRequest request) {
    Map<String, String> values = BudgetJson.values(budget.key());
    String cap = Query.text(request, "cap");
    String source = Query.text(request, "source");
    return (cap.isEmpty() || budget.cap().name().equals(cap))
        && (source.isEmpty() || budget.cap().source().word().equals(source))
        && AXES.stream()
            .filter(axis -> !Query.text(request, axis).isEmpty())
            .allMatch(axis -> Query.text(request, axis).equals(values.get(axis)));
  }

  private static int top(FaceRequest request, int otherwise) {
    return Math.min(QueryNumbers.whole(request, "top", otherwise, 0), LARGEST_TOP);
  }

  private Json one(FaceRequest request) {
    return told(find(request), top(request, TOP));
  }

  private Budget find(FaceRequest request) {
    return book.find(request.pathValues().getOrDefault("id", ""));
  }

  private Json.Obj told(Budget budget, int top) {
    Standing standing = book.standing(budget);
    Json.Obj told = BudgetJson.of(budget, standing, clock.instant());
    Unit unit = standing.cap().unit();
    return top == 0
        ? told
        : BudgetJson.with(told, unit, spenders.of(standing.key(), standing.period(), unit, top));
  }

  private Budget changeable(FaceRequest request) {
    Budget budget = find(request);
    if (budget.cap().unit() == Unit.CONCURRENT) {
      throw wrong(budget, "calls at once have no window", "Change the cap where it is set.");
    }
    return budget;
  }

  private Json raise(FaceRequest request) {
    Budget budget = changeable(request);
    var members = RequestBody.members(request.body(), MORE);
    long more = more(budget, members);
    return changed(
        budget, members, (one, asked) -> changes.raise(one.cap(), one.key(), more, asked));
  }

  private Json reset(FaceRequest request) {
    Budget budget = changeable(request);
    var members = RequestBody.members(request.body(), REASON);
    return changed(budget, members, (one, asked) -> changes.reset(one.cap(), one.key(), asked));
  }

  private Json changed(
      Budget budget,
      Map<String, Json> members,
      BiFunction<Budget, BudgetChanges.Asked, Standing> change) {
    String reason = RequestBody.text(members, "reason", "");
    Standing standing =
        change.apply(budget, new BudgetChanges.Asked(Actor.current().name(), reason));
    return BudgetJson.of(budget, standing, clock.instant());
  }

  /** How much more, of the cap's unit. */
  private static long more(Budget budget, Map<String, Json> members) {
    Unit unit = budget.cap().unit();
    String word = BudgetJson.word(unit);
    long named = members.keySet().stream().filter(name -> !name.equals("reason")).count();
    if (named != 1 || !(members.get(word) instanceof Json.Num(var given))) {
      throw wrong(budget, "it is in " + word, "Say by how much more: {\"" + word + "\": 5}.");
    }
    BigDecimal whole = unit == Unit.USD ? given.movePointRight(9) : given;
    long most = unit == Unit.TOKENS ? MOST_UNITS * 1_000 : MOST_UNITS;
    if (given.signum() <= 0
        || given.compareTo(BigDecimal.valueOf(most)) > 0
        || whole.stripTrailingZeros().scale() > 0) {
      throw wrong(
          budget,
          given.toPlainString() + " " + word + " more",
          "Give an amount above 0 and up to " + most + ".");
    }
    return whole.longValueExact();
  }

  private static RuntimeException wrong(Budget budget, String what, String remedy) {
    return MoneyProblem.BUDGET_BAD_TERMS.exception(budget.cap().name(), what, remedy);
  }

  private Json reload(FaceRequest request) {
    reload.run();
    return told(
        book.list(budget -> budget.cap().source() == CapSource.SETTINGS).stream()
            .limit(PAGE)
            .<Json>map(budget -> told(budget, 0))
            .toList());
  }

  private Json told(List<Json> budgets) {
    return Json.object("live", live, "budgets", new Json.Arr(budgets));
  }
}
