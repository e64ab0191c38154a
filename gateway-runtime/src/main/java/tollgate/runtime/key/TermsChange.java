package tollgate.runtime.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import tollgate.runtime.key.ManagedKey.Terms;

/** What is different between two terms of a key, in the words of the audit. */
final class TermsChange {
  private final List<String> changes = new ArrayList<>();

  private TermsChange() {}

  /** Each part that is another one, as it was and as it is. */
  static String between(Terms was, Terms is) {
    var change = new TermsChange();
    change.part("name", was.name(), is.name());
    change.part("expires", expiry(was), expiry(is));
    change.part("models", allowed(was.models()), allowed(is.models()));
    change.part("providers", allowed(was.providers()), allowed(is.providers()));
    change.part("accounts", allowed(was.accounts()), allowed(is.accounts()));
    change.part("tags", sorted(was.tags()), sorted(is.tags()));
    change.part("owner", was.holder().owner(), is.holder().owner());
    change.part("team", was.holder().team(), is.holder().team());
    change.part("project", was.holder().project(), is.holder().project());
    change.part("limits", was.limits().toString(), is.limits().toString());
    return change.changes.isEmpty() ? "nothing is different" : String.join(", ", change.changes);
  }

  private static String expiry(Terms terms) {
    return terms.expiresAt().equals(ManagedKey.NEVER) ? "never" : terms.expiresAt().toString();
  }

  private static String allowed(Collection<String> names) {
    return names.isEmpty() ? "any" : sorted(names);
  }

  private static String sorted(Collection<String> names) {
    return names.isEmpty() ? "" : new TreeSet<>(names).toString();
  }

  private void part(String name, String was, String is) {
    if (!was.equals(is)) {
      changes.add(name + " " + shown(was) + " -> " + shown(is));
    }
  }

  private static String shown(String text) {
    return text.isEmpty() ? "none" : text;
  }
}
