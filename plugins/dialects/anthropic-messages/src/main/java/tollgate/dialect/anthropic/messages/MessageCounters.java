package tollgate.dialect.anthropic.messages;

import java.util.OptionalLong;
import tollgate.api.json.JsonView;
import tollgate.api.usage.TokenCounts;

/**
 * The token counters of one reply, each as the upstream told it last.
 *
 * <p>What a usage object says is cumulative, so nothing is ever added to what came before. Of the
 * input counters the last positive one counts: {@code message_delta} repeats those of {@code
 * message_start} with their final value, and translating proxies that start with a guess correct it
 * there. Output only grows. The split of cache writes by life comes with {@code message_start}
 * alone, so it is kept when a later total comes without it.
 *
 * <p>{@code input_tokens} excludes cached tokens, as {@link TokenCounts} wants it (Messages API
 * page, October 2026). Iterations of type {@code compaction} and {@code advisor_message} are billed
 * beside the counters of the top level and not contained in them (compaction and advisor pages,
 * October 2026), so they are added here. What another model advised has that model's price, of
 * which one row cannot hold two: {@link #tier} then names it, so that the cost stays unknown rather
 * than wrong.
 */
final class MessageCounters {

  /** No reply holds as many; a larger figure is a mistake and counts as not told. */
  private static final long PLAUSIBLE = 1_000_000_000_000L;

  private static final String ADVISOR = "advisor";

  private long input;
  private long output;
  private long cacheRead;
  private long cacheWrite;
  private long cacheWrite5m;
  private long cacheWrite1h;
  private long reasoning;
  private long searches;
  private TokenCounts beside = TokenCounts.ZERO;
  private boolean advised;
  private boolean inputTold;
  private boolean outputTold;
  private String tier = "";
  private String region = "";

  /**
   * Takes in a usage object.
   *
   * @return whether it told how much was written
   */
  boolean take(JsonView usage) {
    inputTold |= told(usage.at("/input_tokens")) || told(usage.at("/cache_read_input_tokens"));
    input = later(input, usage.at("/input_tokens"));
    cacheRead = later(cacheRead, usage.at("/cache_read_input_tokens"));
    cacheWrite = later(cacheWrite, usage.at("/cache_creation_input_tokens"));
    cacheWrite5m = later(cacheWrite5m, usage.at("/cache_creation/ephemeral_5m_input_tokens"));
    cacheWrite1h = later(cacheWrite1h, usage.at("/cache_creation/ephemeral_1h_input_tokens"));
    output = larger(output, usage.at("/output_tokens"));
    reasoning = larger(reasoning, usage.at("/output_tokens_details/thinking_tokens"));
    reasoning = larger(reasoning, usage.at("/output_tokens_details/reasoning_tokens"));
    reasoning = larger(reasoning, usage.at("/thinking_tokens"));
    searches = larger(searches, usage.at("/server_tool_use/web_search_requests"));
    takeIterations(usage.at("/iterations"));
    takeTier(usage);
    usage.at("/inference_geo").asText(32).ifPresent(this::takeRegion);
    boolean outputToldNow = told(usage.at("/output_tokens"));
    outputTold |= outputToldNow;
    return outputToldNow;
  }

  /** Whether the upstream has told anything. */
  boolean told() {
    return inputTold || outputTold;
  }

  /** Whether the upstream has told both what it read and what it wrote. */
  boolean complete() {
    return inputTold && outputTold;
  }

  /** The tokens told, output at least as many as were seen to be written. */
  TokenCounts tokens(long outputSeen) {
    long written = Math.max(output, outputSeen) + beside.output();
    return new TokenCounts(
        input + beside.input(),
        written,
        cacheRead + beside.cacheRead(),
        Math.max(cacheWrite5m, cacheWrite - cacheWrite1h) + beside.cacheWrite5m(),
        cacheWrite1h + beside.cacheWrite1h(),
        Math.min(reasoning, written),
        0,
        0);
  }

  /** The tier that was billed, empty for the ordinary one; with an advisor one of its own. */
  String tier() {
    String advisor = tier.isEmpty() ? ADVISOR : tier + "+" + ADVISOR;
    return advised ? advisor : tier;
  }

  /** Where the call was processed, where that is billed; empty for anywhere. */
  String region() {
    return region;
  }

  /** Billed web searches. */
  long searches() {
    return searches;
  }

  private void takeIterations(JsonView iterations) {
    var sum = TokenCounts.ZERO;
    for (JsonView iteration : iterations.items()) {
      boolean advises = iteration.at("/type").isText("advisor_message");
      advised |= advises;
      if (advises || iteration.at("/type").isText("compaction")) {
        sum = plus(sum, iteration);
      }
    }
    beside = beside.max(sum);
  }

  private static TokenCounts plus(TokenCounts sum, JsonView iteration) {
    long write1h = count(iteration.at("/cache_creation/ephemeral_1h_input_tokens"));
    long write5m =
        Math.max(
            count(iteration.at("/cache_creation/ephemeral_5m_input_tokens")),
            count(iteration.at("/cache_creation_input_tokens")) - write1h);
    return new TokenCounts(
        capped(sum.input() + count(iteration.at("/input_tokens"))),
        capped(sum.output() + count(iteration.at("/output_tokens"))),
        capped(sum.cacheRead() + count(iteration.at("/cache_read_input_tokens"))),
        capped(sum.cacheWrite5m() + write5m),
        capped(sum.cacheWrite1h() + write1h),
        0,
        0,
        0);
  }

  /** Anywhere, and models that know no regions, cost what the list says (data residency page). */
  private void takeRegion(String told) {
    region = told.equals("global") || told.equals("not_available") ? "" : told;
  }

  private void takeTier(JsonView usage) {
    String named = usage.at("/service_tier").asText(32).orElse("");
    if (usage.at("/speed").isText("fast")) {
      tier = "fast";
    } else if (!named.isEmpty()) {
      tier = named.equals("standard") ? "" : named;
    }
  }

  private static long later(long kept, JsonView counter) {
    long told = count(counter);
    return told > 0 ? told : kept;
  }

  private static long larger(long kept, JsonView counter) {
    return Math.max(kept, count(counter));
  }

  private static boolean told(JsonView counter) {
    OptionalLong value = counter.asLong();
    return value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= PLAUSIBLE;
  }

  private static long count(JsonView counter) {
    return told(counter) ? counter.asLong().orElse(0) : 0;
  }

  private static long capped(long sum) {
    return Math.min(sum, PLAUSIBLE);
  }
}
