package tollgate.tool.claude.code;

/**
 * The body field {@code metadata.user_id}, in which Claude Code repeats the session: as a JSON
 * document in a string, or, in older releases, as {@code user_<hex>_account_<uuid>_session_<uuid>}.
 */
final class UserId {

  private static final String NAME = "\"session_id\"";
  private static final String LEGACY = "_session_";

  private UserId() {}

  /** The session it names, empty when it names none. */
  static String session(String userId) {
    if (userId.startsWith("{")) {
      return fromDocument(userId);
    }
    int at = userId.startsWith("user_") ? userId.lastIndexOf(LEGACY) : -1;
    return at < 0 ? "" : userId.substring(at + LEGACY.length());
  }

  private static String fromDocument(String document) {
    int name = document.indexOf(NAME);
    int colon = name < 0 ? -1 : document.indexOf(':', name + NAME.length());
    int start = colon < 0 ? -1 : document.indexOf('"', colon);
    int end = start < 0 ? -1 : document.indexOf('"', start + 1);
    return end < 0 ? "" : document.substring(start + 1, end);
  }
}
