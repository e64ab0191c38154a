package tollgate.runtime.plugin;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;

/** Turns what a plugin logs into events under the plugin's id. */
record PluginLogger(String pluginId) implements System.Logger {

  @Override
  public String getName() {
    return pluginId;
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF && Events.writes(event(level));
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (!isLoggable(level)) {
      return;
    }
    String text = String.valueOf(message);
    if (thrown == null) {
      Events.log(event(level), "plugin", pluginId, "message", text);
    } else {
      Events.log(event(level), "plugin", pluginId, "message", text, "err", thrown);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... values) {
    if (isLoggable(level)) {
      String text = String.valueOf(format);
      boolean plain = values == null || values.length == 0;
      String message = plain ? text : new MessageFormat(text, Locale.ROOT).format(values);
      Events.log(event(level), "plugin", pluginId, "message", message);
    }
  }

  private static Event event(Level level) {
    return switch (level) {
      case ALL, TRACE, DEBUG, OFF -> ChangeEvent.PLUGIN_MESSAGE;
      case INFO -> ChangeEvent.PLUGIN_NOTICE;
      case WARNING -> ChangeEvent.PLUGIN_WARNING;
      case ERROR -> ChangeEvent.PLUGIN_ERROR;
    };
  }
}
