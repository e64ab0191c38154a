package tollgate.runtime.admin;

import tollgate.runtime.json.Shape;

/**
 * Something that a query may say.
 *
 * @param name its name
 * @param shape its value's shape
 * @param meaning what it does, with its default
 * @param required whether it must be there
 */
record Param(String name, Shape shape, String meaning, boolean required) {

  /** One that may be left out. */
  static Param of(String name, Shape shape, String meaning) {
    return new Param(name, shape, meaning, false);
  }

  /** A text that may be left out. */
  static Param text(String name, String meaning) {
    return of(name, Shape.text(), meaning);
  }

  /** One that must be there. */
  Param needed() {
    return new Param(name, shape, meaning, true);
  }
}
