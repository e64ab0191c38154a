package tollgate.runtime.event;

/** Turns an event into the text of its line, without the line's end. */
interface LineFormat {

  /** The whole line; only the readable format breaks it, for an exception's story. */
  String format(Occurrence occurrence);
}
