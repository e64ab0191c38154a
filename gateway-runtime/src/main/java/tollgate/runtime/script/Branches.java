package tollgate.runtime.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.runtime.script.Tokens.Token;

/**
 * The places of a script where it can go one way or another: both ways of an {@code if} and of a
 * choice, the right side of a logical operator, the cases of a switch, a {@code catch}, and every
 * function, which can be called or not.
 */
final class Branches {

  private static final Map<String, String> LOGICAL =
      Map.of(
          "&&", "the right side of &&",
          "||", "the right side of ||",
          "??", "the right side of ??",
          "&&=", "the right side of &&=",
          "||=", "the right side of ||=",
          "??=", "the right side of ??=");

  private static final Set<String> UNARY =
      Set.of("!", "-", "+", "~", "typeof", "void", "delete", "new");
  private static final Set<String> OPENING = Set.of("(", "[", "{");
  private static final Set<String> CLOSING = Set.of(")", "]", "}");

  private final List<Token> tokens;
  private final List<Branch> found = new ArrayList<>();

  /** How it shows that a branch was taken. */
  enum Sign {
    /** Something that begins there was worked out. */
    VALUE,
    /** A statement that begins there was executed. */
    STATEMENT,
    /** The function that begins there was called. */
    CALL,
    /** The statement that begins there was executed more often than the one at the other place. */
    SKIPPED
  }

  /**
   * A way to go.
   *
   * @param at where it shows, in characters
   * @param other up to where a {@link Sign#VALUE} may begin; where the way not taken begins, of
   *     {@link Sign#SKIPPED}
   * @param what in words
   */
  record Branch(Sign sign, int at, int other, String what) {}

  private Branches(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The branches of a script that can be read. */
  static List<Branch> of(String text) {
    var branches = new Branches(Tokens.of(text));
    for (int i = 0; i < branches.tokens.size(); i++) {
      branches.look(i);
    }
    return List.copyOf(branches.found);
  }

  private void look(int i) {
    Token token = tokens.get(i);
    if (isMember(i)) {
      return;
    }
    if (LOGICAL.containsKey(token.text())) {
      value(i + 1, LOGICAL.getOrDefault(token.text(), ""));
      return;
    }
    switch (token.text()) {
      case "?" -> choice(i);
      case "if" -> condition(i);
      case "case" -> ofSwitch(i, "the case");
      case "default" -> ofSwitch(i, "the default");
      case "catch" -> caught(i);
      case "function" -> call(i);
      case "=>" -> call(parameters(i));
      default -> {}
    }
  }

  /** Whether it is the name of a member, as in {@code a.if} and in <code>{if: 1}</code>. */
  private boolean isMember(int i) {
    if (i > 0 && (at(i - 1).is(".") || at(i - 1).is("?."))) {
      return true;
    }
    if (!at(i + 1).is(":") || i + 1 >= tokens.size()) {
      return false;
    }
    boolean clause = at(i).is("default") && i > 0 && !at(i - 1).is(",");
    return Character.isLetter(at(i).text().charAt(0)) && !clause;
  }

  private Token at(int i) {
    return tokens.get(Math.min(i, tokens.size() - 1));
  }

  /** The first token of a value, without parentheses around it. */
  private void value(int i, String what) {
    int first = i;
    while (at(first).is("(") && !at(behind(first)).is("=>")) {
      first++;
    }
    found.add(new Branch(Sign.VALUE, at(first).from(), reach(first), what));
  }

  /** The end of the first part of a value: it shows by whatever of that is worked out. */
  private int reach(int first) {
    Token token = at(first);
    if (UNARY.contains(token.text())) {
      return reach(first + 1);
    }
    if (token.is("`")) {
      int end = first;
      while (end < tokens.size() - 1 && !at(end).is("``")) {
        end = OPENING.contains(at(end).text()) ? behind(end) : end + 1;
      }
      return at(end).from();
    }
    return OPENING.contains(token.text())
        ? at(behind(first) - 1).from()
        : token.from() + token.text().length() - 1;
  }

  private void choice(int i) {
    int colon = i + 1;
    for (int open = 0; colon < tokens.size(); colon++) {
      if (OPENING.contains(at(colon).text())) {
        colon = behind(colon) - 1;
      } else if (at(colon).is("?")) {
        open++;
      } else if (at(colon).is(":") && open-- == 0) {
        break;
      }
    }
    value(i + 1, "the value before the colon");
    value(colon + 1, "the value behind the colon");
  }

  /** The place behind the sign that closes what this one opens. */
  private int behind(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += OPENING.contains(at(i).text()) ? 1 : CLOSING.contains(at(i).text()) ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return tokens.size();
  }

  private void condition(int i) {
    int then = behind(i + 1);
    int statement = statement(then);
    int end = at(then).is("{") ? behind(then) : endOf(then);
    if (statement < 0) {
      return; // an empty block shows nothing
    }
    found.add(new Branch(Sign.STATEMENT, at(statement).from(), 0, "what the if guards"));
    if (!at(end).is("else") || end >= tokens.size()) {
      int from = at(i).from();
      found.add(new Branch(Sign.SKIPPED, from, at(statement).from(), "going past the if"));
      return;
    }
    int other = statement(end + 1);
    if (other >= 0) {
      found.add(new Branch(Sign.STATEMENT, at(other).from(), 0, "the else"));
    }
  }

  /** The first statement there, within a block or not; -1 for an empty block. */
  private int statement(int i) {
    int first = i;
    while (at(first).is("{")) {
      first++;
    }
    return at(first).is("}") || at(first).is(";") ? -1 : first;
  }

  /** The place behind a statement without braces around it. */
  private int endOf(int from) {
    int i = from;
    while (i < tokens.size() && !at(i).is(";") && !at(i).is("}") && !at(i).is("else")) {
      i = OPENING.contains(at(i).text()) ? behind(i) : i + 1;
    }
    return at(i).is(";") ? i + 1 : i;
  }

  private void ofSwitch(int i, String what) {
    if (i > 0 && at(i - 1).is("export")) {
      return;
    }
    int colon = i + 1;
    while (colon < tokens.size() && !at(colon).is(":")) {
      colon = OPENING.contains(at(colon).text()) ? behind(colon) : colon + 1;
    }
    int first = statement(colon + 1);
    if (first >= 0 && !at(first).is("case") && !at(first).is("default")) {
      found.add(new Branch(Sign.STATEMENT, at(first).from(), 0, what));
    }
  }

  private void caught(int i) {
    int block = at(i + 1).is("(") ? behind(i + 1) : i + 1;
    int first = statement(block);
    if (first >= 0) {
      found.add(new Branch(Sign.STATEMENT, at(first).from(), 0, "the catch"));
    }
  }

  private void call(int i) {
    int first = i > 0 && at(i - 1).is("async") ? i - 1 : i;
    found.add(new Branch(Sign.CALL, at(first).from(), 0, "the function"));
  }

  /** Where the parameters before an arrow begin. */
  private int parameters(int arrow) {
    if (!at(arrow - 1).is(")")) {
      return arrow - 1;
    }
    int depth = 0;
    for (int i = arrow - 1; i >= 0; i--) {
      depth += CLOSING.contains(at(i).text()) ? 1 : OPENING.contains(at(i).text()) ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return arrow - 1;
  }
}
