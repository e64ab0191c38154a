package tollgate.dialect.openai.responses;

import java.util.Set;
import java.util.TreeSet;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

/**
 * The calls of tools that the vendor runs and charges for beside the model's tokens.
 *
 * <p>A web search has a price by the piece. A picture, a search in files and a run of code have
 * prices that are not the model's (pricing page, October 2026): they are told as the tier that was
 * billed, so that a price list that knows nothing of them leaves the cost unknown and does not make
 * it too low.
 */
final class HostedTools {

  private static final String PICTURES = "image_generation";

  /** Streams list each once, a finished response may list all, or none. */
  private final Tally done = new Tally();

  private Tally listed = new Tally();

  /** What was counted in one of the two places. */
  private static final class Tally {
    private final Set<String> charged = new TreeSet<>();
    private long searches;
    private long pictures;

    void take(JsonView item) {
      JsonView type = item.at("/type");
      if (item.at("/status").isText("failed")) {
        return;
      }
      if (type.isText("web_search_call")) {
        searches += isSearch(item.at("/action/type")) ? 1 : 0;
      } else if (type.isText("image_generation_call")) {
        pictures++;
        charged.add(PICTURES);
      } else if (type.isText("file_search_call")) {
        charged.add("file_search");
      } else if (type.isText("code_interpreter_call")) {
        charged.add("code_interpreter");
      }
    }

    /** A call that opens a page or looks within one costs nothing (web search page). */
    private static boolean isSearch(JsonView action) {
      return action.kind() != Kind.TEXT || action.isText("search");
    }
  }

  /** An item of a stream is complete. */
  void done(JsonView item) {
    done.take(item);
  }

  /** All items of a finished response. */
  void listed(JsonView output) {
    listed = new Tally();
    output.items().forEach(listed::take);
  }

  /** Billed web searches. */
  long searches() {
    return Math.max(done.searches, listed.searches);
  }

  /** Pictures that were made. */
  long pictures() {
    return Math.max(done.pictures, listed.pictures);
  }

  /**
   * The tier that was billed.
   *
   * @param plain the response's own, empty for the ordinary one
   * @param drew whether the usage tells of pictures of which no item does
   */
  String tier(String plain, boolean drew) {
    var words = new TreeSet<>(done.charged);
    words.addAll(listed.charged);
    if (drew) {
      words.add(PICTURES);
    }
    String hosted = String.join("+", words);
    return plain.isEmpty() || hosted.isEmpty() ? plain + hosted : plain + "+" + hosted;
  }
}
