package tollgate.dialect.gemini;

import java.util.OptionalLong;
import tollgate.api.json.JsonView;
import tollgate.api.usage.TokenCounts;

/**
 * The token counters of one reply, each as the upstream told it last. Chunks repeat {@code
 * usageMetadata} with cumulative figures, so nothing is ever added to what came before.
 *
 * <p>{@code promptTokenCount} includes {@code cachedContentTokenCount} and excludes {@code
 * toolUsePromptTokenCount}; {@code candidatesTokenCount} excludes {@code thoughtsTokenCount} (usage
 * metadata page, October 2026). {@link TokenCounts} wants cached and audio tokens out of the input,
 * and thoughts in the output; pictures are a part of either.
 */
final class ContentCounters {

  /** No reply holds as many; a larger figure is a mistake and counts as not told. */
  private static final long PLAUSIBLE = 1_000_000_000_000L;

  private static final String AUDIO = "AUDIO";
  private static final String IMAGE = "IMAGE";

  private long prompt;
  private long toolUse;
  private long cached;
  private long candidates;
  private long thoughts;
  private long promptAudio;
  private long cachedAudio;
  private long candidatesAudio;
  private long promptImage;
  private long cachedImage;
  private long candidatesImage;
  private boolean promptTold;
  private boolean outputTold;

  /** Takes in a usage object. */
  void take(JsonView usage) {
    prompt = later(prompt, usage.at("/promptTokenCount"));
    toolUse = later(toolUse, usage.at("/toolUsePromptTokenCount"));
    cached = later(cached, usage.at("/cachedContentTokenCount"));
    candidates = later(candidates, usage.at("/candidatesTokenCount"));
    thoughts = later(thoughts, usage.at("/thoughtsTokenCount"));
    JsonView promptParts = usage.at("/promptTokensDetails");
    JsonView cachedParts = usage.at("/cacheTokensDetails");
    JsonView candidatesParts = usage.at("/candidatesTokensDetails");
    promptAudio = later(promptAudio, part(promptParts, AUDIO));
    cachedAudio = later(cachedAudio, part(cachedParts, AUDIO));
    candidatesAudio = later(candidatesAudio, part(candidatesParts, AUDIO));
    promptImage = later(promptImage, part(promptParts, IMAGE));
    cachedImage = later(cachedImage, part(cachedParts, IMAGE));
    candidatesImage = later(candidatesImage, part(candidatesParts, IMAGE));
    promptTold |= count(usage.at("/promptTokenCount")).isPresent();
    outputTold |=
        count(usage.at("/candidatesTokenCount")).isPresent()
            || count(usage.at("/thoughtsTokenCount")).isPresent();
  }

  /** Whether the upstream has told anything. */
  boolean told() {
    return promptTold || outputTold;
  }

  /** Whether the upstream has told what it read; Google leaves out an output of nothing. */
  boolean complete() {
    return promptTold;
  }

  /** The tokens told, output at least as many as were seen to be written. */
  TokenCounts tokens(long outputSeen) {
    long audioIn = Math.max(0, promptAudio - cachedAudio);
    long output = Math.max(Math.max(0, candidates - candidatesAudio) + thoughts, outputSeen);
    long input = Math.max(0, prompt + toolUse - cached - audioIn);
    return new TokenCounts(input, output, cached, 0, 0, thoughts, audioIn, candidatesAudio)
        .withCacheReadAudio(Math.min(cachedAudio, cached))
        .withImages(
            Math.min(Math.max(0, promptImage - cachedImage), input),
            Math.min(candidatesImage, output));
  }

  private static long part(JsonView details, String modality) {
    for (JsonView detail : details.items()) {
      if (detail.at("/modality").isText(modality)) {
        return count(detail.at("/tokenCount")).orElse(0);
      }
    }
    return 0;
  }

  private static long later(long kept, JsonView counter) {
    return later(kept, count(counter).orElse(0));
  }

  /** The last positive figure: zeros are what a server sends while it does not know yet. */
  private static long later(long kept, long now) {
    return now > 0 ? now : kept;
  }

  private static OptionalLong count(JsonView counter) {
    OptionalLong value = counter.asLong();
    boolean plausible =
        value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= PLAUSIBLE;
    return plausible ? value : OptionalLong.empty();
  }
}
