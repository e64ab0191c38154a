package tollgate.dialect.openai.chat;

import java.util.OptionalLong;
import tollgate.api.json.JsonView;
import tollgate.api.usage.TokenCounts;

/**
 * The token counters of one reply, each as the upstream told it last. Servers that repeat running
 * usage in every chunk repeat cumulative counters, so nothing is ever added to what came before.
 *
 * <p>{@code prompt_tokens} includes cached, cache-writing, audio and picture tokens, {@code
 * completion_tokens} includes reasoning, audio and pictures (usage object page, October 2026);
 * {@link TokenCounts} wants them apart. Names other servers use for the same are listed beside
 * each.
 *
 * <p>A few servers (xAI) put reasoning beside {@code completion_tokens} and not into it. Their own
 * arithmetic says so: the total is the sum of all three, or the part is larger than the whole.
 */
final class ChatCounters {

  /** No reply holds as many; a larger figure is a mistake and counts as not told. */
  private static final long PLAUSIBLE = 1_000_000_000_000L;

  private static final String[] PROMPT = {"/prompt_tokens", "/input_tokens"};
  private static final String[] COMPLETION = {"/completion_tokens", "/output_tokens"};
  private static final String[] TOTAL = {"/total_tokens"};
  private static final String[] CACHED = {
    "/prompt_tokens_details/cached_tokens",
    "/input_tokens_details/cached_tokens",
    "/prompt_cache_hit_tokens", // DeepSeek
    "/cached_tokens" // Moonshot
  };
  private static final String[] CACHE_WRITTEN = {
    "/prompt_tokens_details/cache_write_tokens",
    "/prompt_tokens_details/cache_creation_tokens",
    "/prompt_tokens_details/cache_creation_input_tokens", // Qwen
    "/input_tokens_details/cache_write_tokens"
  };
  private static final String[] REASONING = {
    "/completion_tokens_details/reasoning_tokens", "/output_tokens_details/reasoning_tokens"
  };
  private static final String[] AUDIO_IN = {"/prompt_tokens_details/audio_tokens"};
  private static final String[] AUDIO_OUT = {"/completion_tokens_details/audio_tokens"};
  private static final String[] CACHED_AUDIO = {
    "/prompt_tokens_details/cached_tokens_details/audio_tokens"
  };
  private static final String[] IMAGE_IN = {
    "/prompt_tokens_details/image_tokens", "/input_tokens_details/image_tokens"
  };
  private static final String[] IMAGE_OUT = {
    "/completion_tokens_details/image_tokens", // OpenRouter
    "/output_tokens_details/image_tokens"
  };
  private static final String[] SEARCHES = {
    "/server_tool_use/web_search_requests", // OpenRouter
    "/num_search_queries" // Perplexity
  };

  private long prompt;
  private long completion;
  private long total;
  private long cached;
  private long cacheWritten;
  private long reasoning;
  private long audioIn;
  private long audioOut;
  private long cachedAudio;
  private long imageIn;
  private long imageOut;
  private long searches;
  private boolean promptTold;
  private boolean completionTold;

  /** Takes in a usage object. */
  void take(JsonView usage) {
    prompt = later(prompt, usage, PROMPT);
    completion = later(completion, usage, COMPLETION);
    total = later(total, usage, TOTAL);
    cached = later(cached, usage, CACHED);
    cacheWritten = later(cacheWritten, usage, CACHE_WRITTEN);
    reasoning = later(reasoning, usage, REASONING);
    audioIn = later(audioIn, usage, AUDIO_IN);
    audioOut = later(audioOut, usage, AUDIO_OUT);
    cachedAudio = later(cachedAudio, usage, CACHED_AUDIO);
    imageIn = later(imageIn, usage, IMAGE_IN);
    imageOut = later(imageOut, usage, IMAGE_OUT);
    searches = later(searches, usage, SEARCHES);
    promptTold |= first(usage, PROMPT).isPresent();
    completionTold |= first(usage, COMPLETION).isPresent();
  }

  /** Whether the upstream has told anything. */
  boolean told() {
    return promptTold || completionTold;
  }

  /** Whether the upstream has told what it read; servers may leave out an output of nothing. */
  boolean complete() {
    return promptTold;
  }

  /** The tokens told, output at least as many as were seen to be written. */
  TokenCounts tokens(long outputSeen) {
    long written = Math.max(0, completion - audioOut) + (reasoningStandsBeside() ? reasoning : 0);
    long output = Math.max(written, outputSeen);
    long heard = Math.max(0, audioIn - cachedAudio);
    long input = Math.max(0, prompt - cached - cacheWritten - heard);
    return new TokenCounts(
            input, output, cached, cacheWritten, 0, Math.min(reasoning, output), heard, audioOut)
        .withCacheReadAudio(Math.min(cachedAudio, cached))
        .withImages(Math.min(imageIn, input), Math.min(imageOut, output));
  }

  /** Billed web searches. */
  long searches() {
    return searches;
  }

  private boolean reasoningStandsBeside() {
    return reasoning > completion || (reasoning > 0 && total == prompt + completion + reasoning);
  }

  /** The last positive figure: zeros are what servers send while they do not know yet. */
  private static long later(long kept, JsonView usage, String[] names) {
    long now = first(usage, names).orElse(0);
    return now > 0 ? now : kept;
  }

  private static OptionalLong first(JsonView usage, String[] names) {
    for (String name : names) {
      OptionalLong value = usage.at(name).asLong();
      if (value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= PLAUSIBLE) {
        return value;
      }
    }
    return OptionalLong.empty();
  }
}
