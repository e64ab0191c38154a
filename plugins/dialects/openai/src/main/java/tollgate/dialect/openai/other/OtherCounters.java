package tollgate.dialect.openai.other;

import java.util.OptionalLong;
import tollgate.api.json.JsonView;
import tollgate.api.usage.TokenCounts;

/**
 * The token counters of one reply, each as the upstream told it last.
 *
 * <p>What is read includes cached and audio tokens (usage objects of the embeddings, images and
 * audio pages, October 2026); {@link TokenCounts} wants them apart. Servers that only read (Jina,
 * Voyage) tell a total and nothing else, Cohere what it billed: tokens, or searches where it ranks.
 * Seconds of sound are no tokens: a reply that tells only those tells nothing here.
 */
final class OtherCounters {

  /** No reply holds as many; a larger figure is a mistake and counts as not told. */
  private static final long PLAUSIBLE = 1_000_000_000_000L;

  private static final String[] INPUT = {
    "/usage/prompt_tokens", "/usage/input_tokens", "/meta/billed_units/input_tokens"
  };
  private static final String[] OUTPUT = {
    "/usage/completion_tokens", "/usage/output_tokens", "/meta/billed_units/output_tokens"
  };
  private static final String[] TOTAL = {"/usage/total_tokens"};
  private static final String[] CACHED = {
    "/usage/prompt_tokens_details/cached_tokens", "/usage/input_tokens_details/cached_tokens"
  };
  private static final String[] AUDIO_IN = {
    "/usage/input_token_details/audio_tokens", // transcriptions spell it so
    "/usage/input_tokens_details/audio_tokens",
    "/usage/prompt_tokens_details/audio_tokens"
  };

  private static final String[] IMAGE_IN = {"/usage/input_tokens_details/image_tokens"};
  private static final String[] IMAGE_OUT = {"/usage/output_tokens_details/image_tokens"};

  private static final String[] SEARCHES = {"/meta/billed_units/search_units"};

  /** What becomes of the text that was read. */
  enum Output {
    TEXT,
    SOUND,
    PICTURES
  }

  private long input;
  private long output;
  private long total;
  private long cached;
  private long audioIn;
  private long imageIn;
  private long imageOut;
  private long searches;
  private boolean told;

  /** Takes in a reply or an event of one. */
  void take(JsonView reply) {
    told |= first(reply, INPUT).isPresent() || first(reply, TOTAL).isPresent();
    searches = later(searches, reply, SEARCHES);
    told |= searches > 0;
    input = later(input, reply, INPUT);
    output = later(output, reply, OUTPUT);
    total = later(total, reply, TOTAL);
    cached = later(cached, reply, CACHED);
    audioIn = later(audioIn, reply, AUDIO_IN);
    imageIn = later(imageIn, reply, IMAGE_IN);
    imageOut = later(imageOut, reply, IMAGE_OUT);
  }

  /** Billed searches of a ranking. */
  long searches() {
    return searches;
  }

  /** Whether the upstream has told what it read, or how often it searched. */
  boolean told() {
    return told;
  }

  /**
   * The tokens told, output at least as many as were seen to be written.
   *
   * @param output what the output is; a reply with pictures that does not say how many of its
   *     tokens are theirs has nothing else
   */
  TokenCounts tokens(long outputSeen, Output output) {
    long read = input > 0 ? input : Math.max(0, total - this.output);
    long written = Math.max(this.output, outputSeen);
    long spoken = output == Output.SOUND ? written : 0;
    long drawn = output == Output.PICTURES && imageOut == 0 ? written : imageOut;
    long uncached = Math.max(0, read - cached - audioIn);
    return new TokenCounts(uncached, written - spoken, cached, 0, 0, 0, audioIn, spoken)
        .withImages(Math.min(imageIn, uncached), Math.min(drawn, written - spoken));
  }

  /** The last positive figure: zeros are what servers send while they do not know yet. */
  private static long later(long kept, JsonView reply, String[] names) {
    long now = first(reply, names).orElse(0);
    return now > 0 ? now : kept;
  }

  private static OptionalLong first(JsonView reply, String[] names) {
    for (String name : names) {
      OptionalLong value = reply.at(name).asLong();
      if (value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= PLAUSIBLE) {
        return value;
      }
    }
    return OptionalLong.empty();
  }
}
