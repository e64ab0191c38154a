package tollgate.api.dialect;

import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/**
 * How one dialect lists the models there are. The gateway asks every provider that speaks the
 * dialect, keeps of each list what the caller may use and puts the lists together; by this it knows
 * where the entries stand and what they are called. Every entry's bytes stay as its provider sent
 * them.
 *
 * <p>Methods run on threads of calls, are pure and must not keep views.
 *
 * @since 1.0
 */
public interface ModelList {

  /** How surely a request asks for a list in this form. Of several dialects the surest is meant. */
  enum Claim {
    /** It does not. */
    NONE,
    /** Its path is that of the list, which other dialects may use as well. */
    PATH,
    /** Its path is, and something only this dialect's clients send stands beside. */
    SIGN
  }

  /** Whether a request asks for a list in this form; asked for {@code GET} only. */
  Claim claim(ClientHead head);

  /**
   * The query that asks a provider for its whole list, where the dialect gives lists in pages: what
   * is told of a page of one provider means nothing to another.
   *
   * @param query the client's query, without the question mark
   * @return the query to send, by default the client's
   */
  default String whole(String query) {
    return query;
  }

  /** RFC 6901 pointer to the array of entries. */
  String entries();

  /** The model's name as a request would have it; empty when the entry has none. */
  String name(JsonView entry);

  /**
   * What else must change in a list that now has these entries and no further page.
   *
   * @param names the names of its models in order, as {@link #name} gave them
   */
  default List<JsonEdit> around(List<String> names) {
    return List.of();
  }
}
