package tollgate.runtime.config;

/**
 * A value somebody gave, before it is understood.
 *
 * @param text the value; of a list, its items separated by commas
 * @param form how it was written
 * @param origin who gave it
 */
record Given(String text, Form form, Origin origin) {

  /** How a value was written. */
  enum Form {
    /** As text: in quotes, in a variable or on the command line. */
    TEXT,
    /** Without quotes: a whole number, true or false, a date. */
    BARE,
    /** As a decimal number, which a computer keeps only nearly. */
    DECIMAL,
    /** As a list. */
    LIST
  }

  static Given text(String text, Origin origin) {
    return new Given(text, Form.TEXT, origin);
  }

  boolean isList() {
    return form == Form.LIST;
  }
}
