package tollgate.runtime.policy;

import tollgate.runtime.script.ScriptFailure;

/**
 * What is wrong with a policy's file.
 *
 * @param file which one, as it is called in the folder
 * @param line counted from 1; 0 where no line is to blame
 * @param column counted from 1
 * @param excerpt the line's text
 * @param message what is wrong
 */
public record Finding(String file, int line, int column, String excerpt, String message) {

  static Finding of(String file, String message) {
    return new Finding(file, 0, 0, "", message);
  }

  static Finding of(ScriptFailure failure) {
    var place = failure.place();
    return new Finding(place.file(), place.line(), place.column(), place.excerpt(), failure.why());
  }

  /** As a person reads it: the place, what is wrong, and the line. */
  public String text() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": " + message + (excerpt.isEmpty() ? "" : " in: " + excerpt);
  }
}
