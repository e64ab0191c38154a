package tollgate.dialect.openai.responses;

import java.util.OptionalLong;
import tollgate.api.json.JsonView;
import tollgate.api.usage.TokenCounts;

/**
 * The token counters of one response, each as the upstream told it last; nothing is ever added to
 * what came before.
 *
 * <p>{@code input_tokens} includes cached and cache-writing tokens, {@code output_tokens} includes
 * reasoning (Responses API page, October 2026); {@link TokenCounts} wants the input apart. Where a
 * server puts reasoning beside its output, its own arithmetic says so: the total is the sum of all
 * three, or the part is larger than the whole.
 *
 * <p>What the hosted tool that draws read and wrote stands beside that, in {@code
 * tool_usage.image_gen} (image generation page, October 2026), and is added here.
 */
final class ResponseCounters {

  /** No reply holds as many; a larger figure is a mistake and counts as not told. */
  private static final long PLAUSIBLE = 1_000_000_000_000L;

  private static final String[] INPUT = {"/input_tokens", "/prompt_tokens"};
  private static final String[] OUTPUT = {"/output_tokens", "/completion_tokens"};
  private static final String[] TOTAL = {"/total_tokens"};
  private static final String[] CACHED = {
    "/input_tokens_details/cached_tokens", "/prompt_tokens_details/cached_tokens"
  };
  private static final String[] CACHE_WRITTEN = {
    "/input_tokens_details/cache_write_tokens", "/input_tokens_details/cache_creation_tokens"
  };
  private static final String[] REASONING = {
    "/output_tokens_details/reasoning_tokens", "/completion_tokens_details/reasoning_tokens"
  };

  private static final String[] IMAGE_IN = {"/input_tokens_details/image_tokens"};
  private static final String[] IMAGE_OUT = {"/output_tokens_details/image_tokens"};

  /** Where xAI counts the searches its own tools made. */
  private static final String[] SEARCHES = {
    "/server_side_tool_usage_details/web_search_calls",
    "/server_side_tool_usage_details/x_search_calls",
    "/server_side_tool_usage_details/document_search_calls"
  };

  private long input;
  private long output;
  private long total;
  private long cached;
  private long cacheWritten;
  private long reasoning;
  private long imageIn;
  private long imageOut;
  private long searches;
  private Drawing drawing = Drawing.NONE;
  private boolean inputTold;
  private boolean outputTold;

  /** What the hosted tool that draws used: pictures are a part of what was read and written. */
  private record Drawing(long input, long imageIn, long output, long imageOut) {
    static final Drawing NONE = new Drawing(0, 0, 0, 0);

    static Drawing of(JsonView usage) {
      return new Drawing(
          first(usage, INPUT).orElse(0),
          first(usage, IMAGE_IN).orElse(0),
          first(usage, OUTPUT).orElse(0),
          first(usage, IMAGE_OUT).orElse(0));
    }
  }

  /** Takes in what hosted tools used, which {@code usage} leaves out. */
  void takeTools(JsonView tools) {
    Drawing told = Drawing.of(tools.at("/image_gen"));
    drawing = told.equals(Drawing.NONE) ? drawing : told;
  }

  /** Takes in a usage object. */
  void take(JsonView usage) {
    input = later(input, usage, INPUT);
    output = later(output, usage, OUTPUT);
    total = later(total, usage, TOTAL);
    cached = later(cached, usage, CACHED);
    cacheWritten = later(cacheWritten, usage, CACHE_WRITTEN);
    reasoning = later(reasoning, usage, REASONING);
    imageIn = later(imageIn, usage, IMAGE_IN);
    imageOut = later(imageOut, usage, IMAGE_OUT);
    long searched = 0;
    for (String name : SEARCHES) {
      searched += first(usage, name).orElse(0);
    }
    searches = Math.max(searches, searched);
    inputTold |= first(usage, INPUT).isPresent();
    outputTold |= first(usage, OUTPUT).isPresent();
  }

  /** Whether the upstream has told anything. */
  boolean told() {
    return inputTold || outputTold;
  }

  /** Whether the upstream has told what it read; servers may leave out an output of nothing. */
  boolean complete() {
    return inputTold;
  }

  /** The tokens told, output at least as many as were seen to be written. */
  TokenCounts tokens(long outputSeen) {
    long written = Math.max(output + (reasoningStandsBeside() ? reasoning : 0), outputSeen);
    long uncached = Math.max(0, input - cached - cacheWritten) + drawing.input();
    long all = written + drawing.output();
    return new TokenCounts(
            uncached, all, cached, cacheWritten, 0, Math.min(reasoning, written), 0, 0)
        .withImages(
            Math.min(imageIn + drawing.imageIn(), uncached),
            Math.min(imageOut + drawing.imageOut(), all));
  }

  /** Whether the hosted tool that draws has told of itself. */
  boolean drew() {
    return !drawing.equals(Drawing.NONE);
  }

  /** Searches of hosted tools, as far as the usage tells of them. */
  long searches() {
    return searches;
  }

  private boolean reasoningStandsBeside() {
    return reasoning > output || (reasoning > 0 && total == input + output + reasoning);
  }

  /** The last positive figure: zeros are what servers send while they do not know yet. */
  private static long later(long kept, JsonView usage, String[] names) {
    long now = first(usage, names).orElse(0);
    return now > 0 ? now : kept;
  }

  private static OptionalLong first(JsonView usage, String... names) {
    for (String name : names) {
      OptionalLong value = usage.at(name).asLong();
      if (value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= PLAUSIBLE) {
        return value;
      }
    }
    return OptionalLong.empty();
  }
}
