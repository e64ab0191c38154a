package tollgate.runtime.service;

import java.nio.file.Path;
import java.util.List;

/** One thing that is done to the machine. */
public sealed interface Step {

  /** A file is written, for everybody to read: there is no secret in it. */
  record Write(Path file, String text) implements Step {}

  /** A file is deleted, if it is there. */
  record Delete(Path file) implements Step {}

  /** A program is run, word by word and through no shell; what it prints is shown if it fails. */
  record Run(List<String> words) implements Step {
    /** Words never change. */
    public Run {
      words = List.copyOf(words);
    }

    static Run of(String... words) {
      return new Run(List.of(words));
    }
  }

  /** A program is run that is not there everywhere and need not succeed. */
  record Try(List<String> words) implements Step {
    /** Words never change. */
    public Try {
      words = List.copyOf(words);
    }
  }
}
