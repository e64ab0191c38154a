package tollgate.runtime.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names under which a model may stand in a price list, from the name as given to the plainest.
 * Only what cannot change a price is taken off: a namespace, a thinking level in brackets, a
 * snapshot date. A name is never matched by a part of itself.
 */
final class ModelNames {

  /**
   * A name to look up.
   *
   * @param namespace what stood before the name, empty when nothing did
   */
  record Name(String namespace, String model) {}

  private static final int MAX_LENGTH = 256;

  private ModelNames() {}

  /** How names are compared: without regard to case and surrounding space. */
  static String plain(String name) {
    String bounded = name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH);
    return bounded.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Every spelling of a model, the most exact first; empty for no name. What an alias stands for at
   * the moment comes after the names as given and before those without level and date.
   */
  static List<Name> spellings(String model, ModelAliases aliases, Instant at) {
    var spellings = new ArrayList<Name>(4);
    String plain = plain(model);
    if (plain.isEmpty()) {
      return spellings;
    }
    addWithoutNamespaces(plain, spellings);
    addTarget(aliases, at, spellings);
    String unleveled = withoutLevel(plain);
    if (unleveled.length() < plain.length()) {
      addWithoutNamespaces(unleveled, spellings);
    }
    String undated = withoutDate(unleveled);
    if (undated.length() < unleveled.length()) {
      addWithoutNamespaces(undated, spellings);
    }
    return spellings;
  }

  private static void addTarget(ModelAliases aliases, Instant at, List<Name> spellings) {
    for (Name given : List.copyOf(spellings)) {
      Optional<String> target = aliases.target(given.model(), at);
      if (target.isPresent()) {
        addWithoutNamespaces(target.get(), spellings);
        return;
      }
    }
  }

  private static void addWithoutNamespaces(String name, List<Name> spellings) {
    spellings.add(new Name("", name));
    String rest = name;
    for (int slash = rest.indexOf('/'); slash >= 0; slash = rest.indexOf('/')) {
      String namespace = rest.substring(0, slash);
      rest = rest.substring(slash + 1);
      if (!rest.isEmpty()) {
        spellings.add(new Name(namespace, rest));
      }
    }
  }

  /** Without a thinking level in brackets at the end: {@code model(high)}. */
  private static String withoutLevel(String name) {
    int bracket = name.indexOf('(');
    return bracket > 0 && name.endsWith(")") ? name.substring(0, bracket) : name;
  }

  /** Without {@code -latest} or a snapshot date at the end. */
  private static String withoutDate(String name) {
    if (name.endsWith("-latest")) {
      return name.substring(0, name.length() - "-latest".length());
    }
    if (endsWithDate(name, "-dddd-dd-dd")) {
      return name.substring(0, name.length() - "-dddd-dd-dd".length());
    }
    if (endsWithDate(name, "-dddddddd") || endsWithDate(name, "@dddddddd")) {
      return name.substring(0, name.length() - "-dddddddd".length());
    }
    return name;
  }

  private static boolean endsWithDate(String name, String form) {
    int start = name.length() - form.length();
    if (start <= 0 || !name.startsWith("20", start + 1)) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char c = name.charAt(start + i);
      boolean fits = form.charAt(i) == 'd' ? c >= '0' && c <= '9' : c == form.charAt(i);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
