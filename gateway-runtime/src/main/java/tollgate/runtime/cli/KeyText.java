package tollgate.runtime.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.TreeSet;
import tollgate.runtime.key.ManagedKey;

/** A key as a person reads it: who and in what state on one line, then what is worth telling. */
final class KeyText {

  private KeyText() {}

  static String of(ManagedKey key, Instant now) {
    var lines = new ArrayList<String>();
    lines.add("%s  %-8s %s".formatted(key.id(), key.standing(now), key.name()));
    lines.add(
        "    begins with %s, made %s, last used %s"
            .formatted(key.prefix(), key.createdAt(), when(key.lastUsedAt())));
    if (key.isRevoked()) {
      lines.add("    revoked " + key.revokedAt());
    } else if (!key.terms().expiresAt().equals(ManagedKey.NEVER)) {
      lines.add("    expires " + key.terms().expiresAt());
    }
    limits(lines, "models", key.terms().models());
    limits(lines, "providers", key.terms().providers());
    limits(lines, "tags", key.terms().tags());
    limits(lines, "limits", key.terms().limits().words());
    return String.join(System.lineSeparator(), lines);
  }

  private static void limits(Collection<String> lines, String what, Collection<String> values) {
    if (!values.isEmpty()) {
      lines.add("    " + what + " " + String.join(", ", new TreeSet<>(values)));
    }
  }

  private static String when(Instant at) {
    return at.equals(ManagedKey.NEVER) ? "never" : at.toString();
  }
}
