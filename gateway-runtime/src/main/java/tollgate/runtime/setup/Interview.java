package tollgate.runtime.setup;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.runtime.config.Secret;

/** Five questions: tools, provider, keys, daily cap, service. */
public final class Interview {
  /** Names of the options that answer a question. */
  public static final String TOOLS = "--tools";

  public static final String PROVIDER = "--provider";
  public static final String ADDRESS = "--provider-url";
  public static final String KEY = "--provider-key";
  public static final String KEYS = "--require-key";
  public static final String CAP = "--daily-usd";
  public static final String SERVICE = "--service";

  private static final String NONE = "none";
  private static final BigDecimal MOST = new BigDecimal(1_000_000);

  private final Answering answering;
  private final Offers offers;
  private final Around around;

  /**
   * What is known before anything is asked.
   *
   * @param tools those that can be connected, by name
   * @param found those of them that this machine seems to have
   * @param hasProvider whether the configuration that is kept names one
   * @param saysKeys whether it says who needs keys
   * @param canServe whether the machine can be asked to start the gateway
   */
  public record Around(
      List<String> tools,
      List<String> found,
      boolean hasProvider,
      boolean saysKeys,
      boolean canServe) {}

  /** An interview with somebody. */
  public Interview(Answering answering, Offers offers, Around around) {
    this.answering = answering;
    this.offers = offers;
    this.around = around;
  }

  /** Asks. */
  public Answers hold() {
    List<String> tools = tools();
    Optional<Answers.Provider> provider =
        around.hasProvider() ? Optional.empty() : Optional.of(provider());
    Optional<Boolean> keys =
        around.saysKeys()
            ? Optional.empty()
            : Optional.of(
                yesNo(KEYS, "3. Must every call show a key of the gateway's own?", false));
    Optional<BigDecimal> usd = cap();
    boolean service =
        around.canServe()
            && yesNo(SERVICE, "5. Shall the machine start the gateway, now and later?", false);
    return new Answers(tools, provider, keys, usd, service);
  }

  private List<String> tools() {
    String known = String.join(", ", around.tools());
    return answering.ask(
        new Question<>(
            TOOLS,
            "1. Which tools shall use it? (" + known + "; none)",
            around.found().isEmpty() ? NONE : String.join(" ", around.found()),
            false,
            text -> toolsIn(text, known)));
  }

  private List<String> toolsIn(String text, String known) throws BadAnswer {
    if (text.equals(NONE)) {
      return List.of();
    }
    List<String> named = Arrays.stream(text.split("[,\\s]+")).distinct().toList();
    for (String name : named) {
      if (!around.tools().contains(name)) {
        throw new BadAnswer(
            "\"" + name + "\" is none that is known", "Name some of " + known + ".");
      }
    }
    return named;
  }

  private Answers.Provider provider() {
    answering.say("2. Which provider serves the models?");
    for (int i = 0; i < offers.providers().size(); i++) {
      Offers.Kind kind = offers.providers().get(i);
      answering.say("     %d  %-18s %s".formatted(i + 1, kind.type(), kind.title()));
    }
    Offers.Kind kind =
        answering.ask(
            new Question<>(
                PROVIDER,
                "   Number or name",
                offers.providers().getFirst().type(),
                false,
                this::kind));
    URI address =
        answering.ask(
            new Question<>(ADDRESS, "   Where is it?", kind.address(), false, Interview::address));
    String prompt = kind.needsKey() ? "   Its key" : "   Its key (just Enter if it needs none)";
    Secret key = answering.ask(new Question<>(KEY, prompt, "", true, text -> secret(text, kind)));
    return new Answers.Provider(kind.type(), address, key);
  }

  private Offers.Kind kind(String text) throws BadAnswer {
    for (int i = 0; i < offers.providers().size(); i++) {
      Offers.Kind kind = offers.providers().get(i);
      if (text.equals(kind.type()) || text.equals(String.valueOf(i + 1))) {
        return kind;
      }
    }
    throw new BadAnswer(
        "there is no kind \"" + text + "\"",
        "Name one of "
            + String.join(", ", offers.providers().stream().map(Offers.Kind::type).toList())
            + ".");
  }

  private static URI address(String text) throws BadAnswer {
    try {
      URI address = URI.create(text);
      String scheme = String.valueOf(address.getScheme());
      boolean web = scheme.equals("http") || scheme.equals("https");
      if (web && address.getHost() != null && address.getUserInfo() == null) {
        return address;
      }
    } catch (IllegalArgumentException odd) {
      // Told below, as every other text that is no address.
    }
    throw new BadAnswer("it is no address", "Give one such as http://localhost:8317.");
  }

  private static Secret secret(String text, Offers.Kind kind) throws BadAnswer {
    if (text.isEmpty() && kind.needsKey()) {
      throw new BadAnswer("it serves nobody without one", "Paste the key of your account there.");
    }
    if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new BadAnswer("it has blanks or other odd characters", "Paste the key alone.");
    }
    return new Secret(text);
  }

  private Optional<BigDecimal> cap() {
    return answering.ask(
        new Question<>(
            CAP,
            "4. How many dollars may all tools spend together in a day? (none for no cap)",
            "10",
            false,
            Interview::dollars));
  }

  private static Optional<BigDecimal> dollars(String text) throws BadAnswer {
    if (text.equals(NONE)) {
      return Optional.empty();
    }
    String amount = text.startsWith("$") ? text.substring(1) : text;
    if (amount.matches("\\d{1,7}(\\.\\d{1,4})?")) {
      BigDecimal usd = new BigDecimal(amount);
      if (usd.signum() > 0 && usd.compareTo(MOST) <= 0) {
        return Optional.of(usd);
      }
    }
    throw new BadAnswer("it is no amount above 0", "Give dollars such as 10 or 2.50, or none.");
  }

  private boolean yesNo(String option, String prompt, boolean standard) {
    return answering.ask(
        new Question<>(option, prompt, standard ? "yes" : "no", false, Interview::yesNo));
  }

  /** A person's yes or no. */
  public static boolean yesNo(String text) throws BadAnswer {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "y", "yes", "true" -> true;
      case "n", "no", "false" -> false;
      default -> throw new BadAnswer("it is neither yes nor no", "Answer yes or no.");
    };
  }
}
