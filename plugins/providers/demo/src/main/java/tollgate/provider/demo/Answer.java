package tollgate.provider.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What the demo says, and what it claims to have used.
 *
 * <p>With <i>b</i> the bytes of the request's body, the prompt is ⌈<i>b</i> / 4⌉ tokens. Half of
 * them are read from a cache and a quarter is written to one, both rounded down; where a wire
 * language knows no cache writes, they count as ordinary input. The text has 12 + <i>b</i> mod 29
 * words of one token each, at most what the client's limit leaves; reasoning takes half as many
 * tokens again, rounded down, in the languages that tell it. A model whose name ends in {@value
 * #LONG} does not reason and writes {@value #LONG_WORDS} words.
 *
 * @param id eight hexadecimal digits made of the request
 * @param model the model as asked for
 * @param words the text, word by word, each but the first with a space before it
 * @param complete whether the text ended by itself rather than at the client's limit
 * @param prompt all tokens read
 * @param usageTold whether the reply tells what was used
 * @param seconds when it was made, as seconds since 1970
 */
record Answer(
    String id,
    String model,
    List<String> words,
    boolean complete,
    long prompt,
    boolean usageTold,
    long seconds) {

  static final String LONG = "-long";
  static final int LONG_WORDS = 20_000;

  private static final String[] TEXT =
      ("This answer comes from the demo provider inside the gateway. No model was asked and no"
              + " money was spent, but the call was identified, metered, priced and written to the"
              + " ledger like any other, so look at the table.")
          .split(" ");

  /** Numbered, for tools stop an answer that goes round in circles. */
  private static final List<String> LONG_TEXT =
      List.of("Sentence", "%d", "of", "a", "long", "answer.");

  /** An answer to a request. */
  static Answer to(DemoRequest request, boolean usageTold, long seconds) {
    boolean isLong = request.model().endsWith(LONG);
    int wanted = isLong ? LONG_WORDS : 12 + request.bytes() % 29;
    int length = (int) Math.min(wanted, request.maxOutputTokens());
    var words = new ArrayList<String>(length);
    for (int i = 0; i < length; i++) {
      words.add((i == 0 ? "" : " ") + (isLong ? longWord(i) : TEXT[i % TEXT.length]));
    }
    return new Answer(
        request.id(),
        request.model(),
        List.copyOf(words),
        length == wanted,
        Math.ceilDiv(request.bytes(), 4),
        usageTold,
        seconds);
  }

  private static String longWord(int at) {
    String word = LONG_TEXT.get(at % LONG_TEXT.size());
    return word.equals("%d") ? Integer.toString(at / LONG_TEXT.size() + 1) : word;
  }

  String text() {
    return String.join("", words);
  }

  /** Tokens read from a cache. */
  long cacheRead() {
    return prompt / 2;
  }

  /** Tokens written to a cache that lives five minutes. */
  long cacheWrite() {
    return prompt / 4;
  }

  /** Tokens read at the full rate, cache writes excluded. */
  long uncached() {
    return prompt - cacheRead() - cacheWrite();
  }

  /** Tokens of the text. */
  long written() {
    return words.size();
  }

  /** Tokens of hidden reasoning, beside those of the text. */
  long reasoned() {
    return model.endsWith(LONG) ? 0 : written() / 2;
  }
}
