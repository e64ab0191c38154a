package tollgate.runtime.plugin;

import java.util.ServiceConfigurationError;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What an exception says, for a problem's sentence. */
final class Reason {
  private Reason() {}

  /** Its message, or its name where it has none. */
  static String of(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? thrown.getClass().getName() : message;
  }

  /** What the exception that began it all says. */
  static String first(Throwable thrown) {
    Throwable first = thrown;
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      first = cause;
    }
    return of(first);
  }

  /** Name and message of what a plugin's own code threw, out of its wrappings. */
  static String thrown(Throwable wrapped) {
    Throwable thrown = wrapped;
    @Nullable Throwable cause = wrapped.getCause();
    while (cause != null
        && (thrown instanceof ExecutionException || thrown instanceof ServiceConfigurationError)) {
      thrown = cause;
      cause = thrown.getCause();
    }
    return thrown.toString();
  }
}
