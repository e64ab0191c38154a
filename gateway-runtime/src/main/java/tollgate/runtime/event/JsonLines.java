package tollgate.runtime.event;

/**
 * One JSON object per line: {@code time}, {@code level}, {@code event}, {@code call}, then the
 * fields.
 */
final class JsonLines implements LineFormat {

  @Override
  public String format(Occurrence occurrence) {
    var line = new StringBuilder(256);
    line.append("{\"time\":\"").append(Timestamps.iso(occurrence.epochMillis()));
    line.append("\",\"level\":\"").append(occurrence.event().level().text());
    line.append("\",\"event\":\"").append(occurrence.event().code()).append('"');
    String call = Fields.call(occurrence);
    if (!call.isEmpty()) {
      field(line, "call", call);
    }
    Fields.each(occurrence, (name, value) -> field(line, name, value));
    Object error = Fields.error(occurrence);
    if (error != null) {
      error(line, error);
    }
    return line.append('}').toString();
  }

  private static void error(StringBuilder line, Object error) {
    if (!(error instanceof Throwable thrown)) {
      field(line, "err", error);
      return;
    }
    line.append(",\"err\":{\"name\":");
    quote(line, thrown.getClass().getSimpleName());
    if (thrown.getMessage() != null) {
      field(line, "message", thrown.getMessage());
    }
    String story = Values.story(thrown);
    if (!story.isEmpty()) {
      line.append(",\"stack\":");
      quote(line, story);
    }
    line.append('}');
  }

  private static void field(StringBuilder line, String name, Object value) {
    line.append(',');
    quote(line, name);
    line.append(':');
    if (Values.bare(value)) {
      line.append(Values.text(value));
    } else {
      quote(line, Values.text(value));
    }
  }

  private static void quote(StringBuilder line, String text) {
    line.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || c >= 0x7f) {
        line.append(text, plain, i);
        escape(line, c);
        plain = i + 1;
      }
    }
    line.append(text, plain, text.length()).append('"');
  }

  private static void escape(StringBuilder line, char c) {
    switch (c) {
      case '"' -> line.append("\\\"");
      case '\\' -> line.append("\\\\");
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (c < 0x20 || c == 0x7f || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
          line.append(String.format("\\u%04x", (int) c));
        } else {
          line.append(c);
        }
      }
    }
  }
}
