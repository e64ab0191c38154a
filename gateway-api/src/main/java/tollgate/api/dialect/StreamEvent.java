package tollgate.api.dialect;

import tollgate.api.json.JsonView;

/**
 * One event of a reply, read where it lies in the upstream's buffer; valid only inside the method
 * it was passed to.
 *
 * @since 1.0
 */
public interface StreamEvent {

  /** The event's name ({@code event:} line), empty when it has none. */
  String name();

  /** Whether the event's data is exactly this text, for example {@code [DONE]}. */
  boolean isText(String text);

  /** The event's data as JSON; of kind MISSING when it has none or is not JSON. */
  JsonView json();
}
