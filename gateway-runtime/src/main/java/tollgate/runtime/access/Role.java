package tollgate.runtime.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do. */
public enum Role {
  /** See everything that can be seen; secrets never can. */
  VIEWER,
  /** Change anything as well. */
  ADMIN;

  /** As the API and the database write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that word. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
