package tollgate.runtime.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The people of an invented company, the tools on their desks, and what is offered to them: who
 * could have made ten million calls. The same seed always gives the same crowd.
 */
final class Crowd {
  private static final List<Tool> TOOLS =
      List.of(
          new Tool("plow", "4.2.1", "invented-chat", "/v1/chat/completions", 34, false),
          new Tool("rake", "1.0.88", "invented-talk", "/v1/talk", 30, false),
          new Tool("sickle", "0.51.0", "invented-talk", "/v1/talk", 16, false),
          new Tool("hoe", "2026.11.2", "invented-chat", "/v1/chat/completions", 9, true),
          new Tool("scythe", "0.9.3", "invented-parts", "/v1/parts", 7, true),
          new Tool("unknown", "", "invented-chat", "/v1/chat/completions", 4, false));

  private static final List<Model> MODELS =
      List.of(
          new Model("large-5", "large-5-2026", "field", List.of(3_000L, 300L, 3_750L, 15_000L)),
          new Model("large-6", "large-6-2026", "barn", List.of(2_500L, 250L, 0L, 10_000L)),
          new Model("huge-2", "huge-2-2026", "field", List.of(15_000L, 1_500L, 18_750L, 75_000L)),
          new Model("small-5", "small-5-2026", "field", List.of(800L, 80L, 1_000L, 4_000L)),
          new Model("swift-3", "swift-3-001", "mill", List.of(300L, 75L, 0L, 2_500L)),
          new Model("code-7", "code-7", "barn", List.of(1_250L, 125L, 0L, 10_000L)),
          new Model("open-9", "open-9", "orchard", List.of(400L, 40L, 0L, 1_600L)),
          new Model("mystery", "mystery", "orchard", List.of()));

  private static final List<String> PROVIDERS = List.of("field", "barn", "mill", "orchard");
  private static final int PEOPLE = 60;
  private static final int ACCOUNTS = 3;

  /** How busy each hour of a working day is, in UTC, of 100. */
  private static final int[] HOURS = {
    6, 4, 3, 3, 4, 8, 20, 45, 75, 92, 100, 96, 70, 80, 98, 100, 92, 78, 60, 45, 36, 28, 18, 10
  };

  /** A program that people work with. */
  record Tool(
      String name, String version, String dialect, String path, int share, boolean namesItself) {}

  /**
   * A model.
   *
   * @param nanos what a token costs in nano-dollars: input, cache read, cache write, output; empty
   *     where nobody knows
   * @param rates the same in dollars per million
   */
  record Model(String name, String served, String provider, List<Long> nanos, List<String> rates) {
    Model(String name, String served, String provider, List<Long> nanos) {
      this(name, served, provider, nanos, nanos.stream().map(Model::rate).toList());
    }

    private static String rate(long nanos) {
      return BigDecimal.valueOf(nanos, 3).stripTrailingZeros().toPlainString();
    }
  }

  /**
   * A model as it was served.
   *
   * @param answered whether a reply named the model
   */
  record Offer(int number, Model model, String provider, String account, boolean answered) {

    /** The model a call is counted under. */
    String countedModel() {
      return answered ? model.served() : model.name();
    }
  }

  /** A tool on somebody's desk; favourites are indexes of models. */
  record Desk(
      int number, Tool tool, String instance, String keyId, String keyName, int main, int side) {}

  private final List<Desk> desks = new ArrayList<>();
  private final List<Offer> offers = new ArrayList<>();
  private final int[] lots;

  Crowd(SplittableRandom random) {
    for (int person = 0; person < PEOPLE; person++) {
      int tools = 1 + random.nextInt(3);
      for (int i = 0; i < tools; i++) {
        desks.add(desk(random, person));
      }
    }
    lots = lots(random);
    for (Model model : MODELS) {
      for (String provider : List.of(model.provider(), other(model.provider()))) {
        for (int account = -1; account < ACCOUNTS; account++) {
          String name = account < 0 ? "" : provider + "-" + account + "@example.test";
          offers.add(new Offer(offers.size(), model, provider, name, false));
          offers.add(new Offer(offers.size(), model, provider, name, true));
        }
      }
    }
  }

  private Desk desk(SplittableRandom random, int person) {
    Tool tool = tool(random.nextInt(100));
    boolean keyless = person % 10 == 9;
    String instance = tool.namesItself() ? tool.name() + "-at-desk-" + person : "";
    int main = random.nextInt(MODELS.size() - 2);
    return new Desk(
        desks.size(),
        tool,
        instance,
        keyless ? "" : "key-%03d".formatted(person),
        keyless ? "" : "person " + person,
        main,
        person == 7 ? MODELS.size() - 1 : (main + 3) % (MODELS.size() - 1));
  }

  private static Tool tool(int share) {
    int rest = share;
    for (Tool tool : TOOLS) {
      rest -= tool.share();
      if (rest < 0) {
        return tool;
      }
    }
    return TOOLS.getLast();
  }

  /** Some work at it all day, most now and then. */
  private int[] lots(SplittableRandom random) {
    var all = new ArrayList<Integer>();
    for (Desk desk : desks) {
      int weight = (int) (60 / (1 + 59 * random.nextDouble()));
      for (int i = 0; i < Math.max(1, weight); i++) {
        all.add(desk.number());
      }
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  Desk desk(SplittableRandom random) {
    return desks.get(lots[random.nextInt(lots.length)]);
  }

  List<Desk> desks() {
    return List.copyOf(desks);
  }

  List<Offer> offers() {
    return List.copyOf(offers);
  }

  /**
   * A model as it was served.
   *
   * @param second whether by the provider that takes over where the model's own one is down
   * @param account by which of the provider's accounts; below zero for none
   */
  Offer offer(int model, boolean second, int account, boolean answered) {
    int place = account < 0 ? 0 : 1 + account % ACCOUNTS;
    int way = (model * 2 + (second ? 1 : 0)) * (ACCOUNTS + 1) + place;
    return offers.get(way * 2 + (answered ? 1 : 0));
  }

  private static String other(String provider) {
    return PROVIDERS.get((PROVIDERS.indexOf(provider) + 1) % PROVIDERS.size());
  }

  /** How busy the company is then, of 100. */
  static int busy(long millis) {
    var at = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    int hour = HOURS[at.getHour()];
    return at.getDayOfWeek().getValue() > 5 ? Math.max(2, hour / 5) : hour;
  }
}
