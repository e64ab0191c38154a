package tollgate.testkit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Formats what a plugin logs, so that a broken pattern is found out, and writes nothing. */
record SilentLogger(String pluginId) implements System.Logger {

  @Override
  public String getName() {
    return pluginId;
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    // there is nothing to format and nowhere to write to
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... values) {
    if (values != null && values.length > 0) {
      var message = new MessageFormat(String.valueOf(format), Locale.ROOT);
      message.format(values);
    }
  }
}
