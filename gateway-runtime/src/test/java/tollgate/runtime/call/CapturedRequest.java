package tollgate.runtime.call;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;

/**
 * A request that a coding tool sent, in figures: a line of {@code captured-requests.txt}, which
 * says how they were taken.
 *
 * @param tool who sent it
 * @param session the run it belongs to, empty where the tool names none
 * @param model what it asked for
 * @param streaming whether it wanted events
 * @param promptBytes what its dialect says of its prompt
 * @param maxOutputTokens the limit it named, 0 for none
 * @param promptTokens how many tokens a tokenizer counted in what the model reads
 * @param heldOut whether the estimate's constant was chosen without it
 */
record CapturedRequest(
    String tool,
    String session,
    String model,
    boolean streaming,
    long promptBytes,
    long maxOutputTokens,
    long promptTokens,
    boolean heldOut) {

  /** All of them, each session's in the order in which they were sent. */
  static List<CapturedRequest> all() {
    try (InputStream in = CapturedRequest.class.getResourceAsStream("captured-requests.txt");
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(CapturedRequest::parse)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static CapturedRequest parse(String line) {
    String[] words = line.split(" +", -1);
    return new CapturedRequest(
        words[0],
        words[1].equals("-") ? "" : words[1],
        words[2],
        words[3].equals("stream"),
        Long.parseLong(words[4]),
        Long.parseLong(words[5]),
        Long.parseLong(words[6]),
        words[7].equals("held-out"));
  }

  /** As the dialect tells it. */
  RequestFacts.Builder facts() {
    return RequestFacts.of(TalkDialect.ID)
        .model(model)
        .streaming(streaming)
        .promptBytes(promptBytes)
        .maxOutputTokens(maxOutputTokens);
  }

  /** As its detector tells it. */
  Identity identity() {
    return Identity.of(tool, Evidence.BRAND_HEADER, "captured").withSession(session);
  }
}
