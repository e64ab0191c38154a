package tollgate.runtime.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words and signs of a script that the engine has read without a complaint, comments left out.
 * A text, a template and a regular expression are one token each; what stands within {@code ${}} of
 * a template is tokens again.
 */
final class Tokens {

  /** Whether what follows is a value: then a slash begins a regular expression. */
  private static final Set<String> BEFORE_VALUE =
      Set.of(
          "return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "throw", "new");

  /** The signs that matter here, of more than one character. */
  private static final List<String> SIGNS =
      List.of(
          "&&=", "||=", "??=", "...", "===", "!==", "**=", "<<=", ">>=", "=>", "==", "!=", "<=",
          ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "**");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  /**
   * A word or a sign.
   *
   * @param from where it begins, in characters
   */
  record Token(String text, int from) {
    boolean is(String other) {
      return text.equals(other);
    }
  }

  private Tokens(String text) {
    this.text = text;
  }

  static List<Token> of(String text) {
    var tokens = new Tokens(text);
    tokens.read(false);
    return List.copyOf(tokens.tokens);
  }

  /** Reads to the end, or to the brace that ends the inset of a template. */
  private void read(boolean inset) {
    int depth = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (inset && next == '}' && depth == 0) {
        return;
      }
      depth += next == '{' ? 1 : next == '}' ? -1 : 0;
      if (Character.isWhitespace(next)) {
        at++;
      } else if (text.startsWith("//", at)) {
        skipTo("\n");
      } else if (text.startsWith("/*", at)) {
        skipTo("*/");
      } else {
        token(next);
      }
    }
  }

  private void skipTo(String end) {
    int found = text.indexOf(end, at + 2);
    at = found < 0 ? text.length() : found + end.length();
  }

  private void token(char next) {
    if (next == '\'' || next == '"') {
      add(quoted(at, next));
    } else if (next == '`') {
      template();
    } else if (next == '/' && valueMayFollow()) {
      add(regex());
    } else if (Character.isJavaIdentifierPart(next) || next == '#') {
      add(word());
    } else {
      add(at + sign().length());
    }
  }

  private void add(int to) {
    tokens.add(new Token(text.substring(at, to), at));
    at = to;
  }

  private String sign() {
    for (String sign : SIGNS) {
      // a?.5:1 is a choice between numbers
      boolean digit = sign.equals("?.") && at + 2 < text.length() && isDigit(text.charAt(at + 2));
      if (text.startsWith(sign, at) && !digit) {
        return sign;
      }
    }
    return text.substring(at, at + 1);
  }

  private static boolean isDigit(char one) {
    return one >= '0' && one <= '9';
  }

  private int word() {
    int to = at + 1;
    while (to < text.length() && isOfWord(to)) {
      to++;
    }
    return to;
  }

  private boolean isOfWord(int place) {
    char one = text.charAt(place);
    boolean point = one == '.' && isDigit(text.charAt(at)) && !text.startsWith("..", place);
    return Character.isJavaIdentifierPart(one) || point;
  }

  private int quoted(int from, char quote) {
    int to = from + 1;
    while (to < text.length() && text.charAt(to) != quote) {
      to += text.charAt(to) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), to + 1);
  }

  private int regex() {
    int to = at + 1;
    boolean set = false;
    while (to < text.length() && (set || text.charAt(to) != '/')) {
      char one = text.charAt(to);
      set = one == '[' || (set && one != ']');
      to += one == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), to + 1);
  }

  private boolean valueMayFollow() {
    if (tokens.isEmpty()) {
      return true;
    }
    String before = tokens.getLast().text();
    char last = before.charAt(before.length() - 1);
    return BEFORE_VALUE.contains(before)
        || !(Character.isJavaIdentifierPart(last) || ")]}'\"`".indexOf(last) >= 0);
  }

  /** A template is the token of its beginning; what its insets hold comes behind it. */
  private void template() {
    tokens.add(new Token("`", at));
    at++;
    while (at < text.length() && text.charAt(at) != '`') {
      if (text.startsWith("${", at)) {
        tokens.add(new Token("(", at));
        at += 2;
        read(true);
        tokens.add(new Token(")", at));
        at++;
      } else {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
    tokens.add(new Token("``", Math.min(at, text.length()) - 1));
  }
}
