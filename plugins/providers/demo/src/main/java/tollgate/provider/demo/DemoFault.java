package tollgate.provider.demo;

/**
 * What goes wrong on request: a model of this name makes it happen.
 *
 * <table>
 * <caption>Models that fail</caption>
 * <tr><th>model<th>what happens
 * <tr><td>{@code demo-error-<status>}<td>an error reply with that status, 400 to 599
 * <tr><td>{@code demo-unreachable}<td>no reply at all
 * <tr><td>{@code demo-silent}<td>no reply until the caller gives up
 * <tr><td>{@code demo-cut}<td>the reply breaks off in the middle
 * <tr><td>{@code demo-stall}<td>the reply stops in the middle until the caller gives up
 * <tr><td>{@code demo-eof}<td>the reply ends in the middle as if it were complete
 * <tr><td>{@code demo-error-event}<td>an error is told in the middle of the stream
 * <tr><td>{@code demo-no-usage}<td>the reply tells no usage
 * <tr><td>{@code demo-html}<td>a web page instead of a reply
 * </table>
 *
 * @param kind what happens
 * @param status the status of an error reply, else 0
 */
record DemoFault(Kind kind, int status) {

  /** What may happen. */
  enum Kind {
    NONE,
    ERROR,
    UNREACHABLE,
    SILENT,
    CUT,
    STALL,
    EOF,
    ERROR_EVENT,
    NO_USAGE,
    HTML
  }

  private static final String ERROR = "demo-error-";

  /** The fault a model's name asks for. */
  static DemoFault of(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1);
    Kind kind =
        switch (name) {
          case "demo-unreachable" -> Kind.UNREACHABLE;
          case "demo-silent" -> Kind.SILENT;
          case "demo-cut" -> Kind.CUT;
          case "demo-stall" -> Kind.STALL;
          case "demo-eof" -> Kind.EOF;
          case "demo-error-event" -> Kind.ERROR_EVENT;
          case "demo-no-usage" -> Kind.NO_USAGE;
          case "demo-html" -> Kind.HTML;
          default -> status(name) > 0 ? Kind.ERROR : Kind.NONE;
        };
    return new DemoFault(kind, kind == Kind.ERROR ? status(name) : 0);
  }

  private static int status(String name) {
    String digits = name.startsWith(ERROR) ? name.substring(ERROR.length()) : "";
    boolean error = digits.length() == 3 && (digits.charAt(0) == '4' || digits.charAt(0) == '5');
    return error && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.parseInt(digits)
        : 0;
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
