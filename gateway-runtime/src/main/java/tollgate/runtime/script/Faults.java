package tollgate.runtime.script;

import java.util.Optional;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.script.ScriptFailure.Kind;
import tollgate.runtime.script.ScriptFailure.Place;

/** Says what went wrong with a script, in words for its author. */
final class Faults {

  private static final int LONGEST = 400;

  private static final Pattern OWN_PLACE = Pattern.compile("^SyntaxError: (\\S+:\\d+:\\d+ )?");

  private final Place elsewhere;

  /**
   * Faults of a script.
   *
   * @param elsewhere the place that is told where the engine knows none
   */
  Faults(Place elsewhere) {
    this.elsewhere = elsewhere;
  }

  /** Where a function begins, in the script called so. */
  static Place placeOf(Value function, String script) {
    SourceSection section = function.getSourceLocation();
    return isOwn(section) ? place(section) : Place.in(script);
  }

  /**
   * What an exception of the engine means.
   *
   * @param cut why the script was cut off, if it was
   */
  ScriptFailure of(PolyglotException failed, Optional<Kind> cut) {
    Place place = place(failed);
    if (cut.isPresent()) {
      return new ScriptFailure(cut.get(), place, words(cut.get()));
    }
    if (failed.isSyntaxError()) {
      return new ScriptFailure(Kind.BROKEN, place, brief(syntax(failed)));
    }
    if (failed.isResourceExhausted() || failed.isCancelled()) {
      Kind kind = failed.isCancelled() ? Kind.STATEMENTS : Kind.MEMORY;
      return new ScriptFailure(kind, place, words(kind));
    }
    return new ScriptFailure(Kind.THREW, place, brief(thrown(failed)));
  }

  /** The parser's words without its own account of the place. */
  private static String syntax(PolyglotException failed) {
    String first = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    return OWN_PLACE.matcher(first).replaceFirst("");
  }

  /**
   * The words of what was thrown. Those of the host may tell of the host; only those of a question
   * that makes no sense are for the script.
   */
  private static String thrown(PolyglotException failed) {
    if (!failed.isHostException()) {
      return String.valueOf(failed.getMessage());
    }
    Throwable host = failed.asHostException();
    return host instanceof IllegalArgumentException || host instanceof UnsupportedOperationException
        ? String.valueOf(host.getMessage())
        : "the host failed on what it asked";
  }

  /** The script gave something that cannot be copied. */
  ScriptFailure odd(String what) {
    return new ScriptFailure(Kind.THREW, elsewhere, "it must return plain data, not " + what);
  }

  /** The script was cut off where nobody can tell. */
  ScriptFailure cut(Kind kind) {
    return new ScriptFailure(kind, elsewhere, words(kind));
  }

  static String words(Kind kind) {
    return switch (kind) {
      case TIME -> "it took too long";
      case MEMORY -> "it took too much memory";
      case STATEMENTS -> "it executed too many statements";
      case BROKEN, THREW, BUSY -> "it could not be run";
    };
  }

  /** The innermost place in the script itself. */
  private Place place(PolyglotException failed) {
    if (isOwn(failed.getSourceLocation())) {
      return place(failed.getSourceLocation());
    }
    for (PolyglotException.StackFrame frame : failed.getPolyglotStackTrace()) {
      if (isOwn(frame.getSourceLocation())) {
        return place(frame.getSourceLocation());
      }
    }
    return elsewhere;
  }

  private static boolean isOwn(@Nullable SourceSection section) {
    return section != null && section.isAvailable() && !section.getSource().isInternal();
  }

  private static Place place(SourceSection section) {
    String line = section.getSource().getCharacters(section.getStartLine()).toString().strip();
    return new Place(
        section.getSource().getName(),
        section.getStartLine(),
        section.getStartColumn(),
        brief(line));
  }

  static String brief(String words) {
    return words.substring(0, Math.min(words.length(), LONGEST));
  }
}
