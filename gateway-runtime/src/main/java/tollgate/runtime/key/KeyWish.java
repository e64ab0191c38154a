package tollgate.runtime.key;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

/**
 * A key as somebody asks for it, not yet looked at: from a command line or an administrator's
 * request alike.
 *
 * @param name what the operator wants to call it
 * @param expiresAt from when on it is to be refused, {@link ManagedKey#NEVER} for never
 * @param models the only models it may ask for; empty allows all
 * @param providers the only providers it may use; empty allows all
 * @param accounts the only accounts it may use; empty allows all
 * @param tags labels
 * @param holder whose it is
 * @param limits how much it may use
 */
public record KeyWish(
    String name,
    Instant expiresAt,
    List<String> models,
    List<String> providers,
    List<String> accounts,
    List<String> tags,
    ManagedKey.Holder holder,
    KeyLimits limits) {

  private static final int LONGEST = 128;
  private static final int MOST = 100;
  private static final Duration LONGEST_LIFE = Duration.ofDays(36_525);

  /** A wish never changes. */
  public KeyWish {
    models = List.copyOf(models);
    providers = List.copyOf(providers);
    accounts = List.copyOf(accounts);
    tags = List.copyOf(tags);
  }

  /** A wish for a key that is nobody's in particular and may use every account. */
  public KeyWish(
      String name,
      Instant expiresAt,
      List<String> models,
      List<String> providers,
      List<String> tags) {
    this(
        name,
        expiresAt,
        models,
        providers,
        List.of(),
        tags,
        ManagedKey.Holder.NOBODY,
        KeyLimits.NONE);
  }

  /** What these terms would be wished for by. */
  public static KeyWish of(ManagedKey.Terms terms) {
    return new KeyWish(
        terms.name(),
        terms.expiresAt(),
        sorted(terms.models()),
        sorted(terms.providers()),
        sorted(terms.accounts()),
        sorted(terms.tags()),
        terms.holder(),
        terms.limits());
  }

  private static List<String> sorted(Set<String> values) {
    return values.stream().sorted().toList();
  }

  /**
   * The terms, if they can be kept as they are wished for; nothing is cut or left out quietly,
   * since a limit that was lost would allow more than was meant.
   *
   * @param now the present, which the key must outlive
   * @throws ProblemException with KEY_BAD_TERMS for everything that is wrong
   */
  public ManagedKey.Terms terms(Instant now) {
    var problems = new ArrayList<ProblemReport>();
    text("name", name, problems);
    expiry(now, problems);
    list("model", models, problems);
    list("provider", providers, problems);
    list("account", accounts, problems);
    list("tag", tags, problems);
    for (var said :
        List.of(
            new Said("owner", holder.owner()),
            new Said("team", holder.team()),
            new Said("project", holder.project()))) {
      if (!said.value().isEmpty()) {
        text(said.what(), said.value(), problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new ManagedKey.Terms(
        name,
        expiresAt,
        Set.copyOf(models),
        Set.copyOf(providers),
        Set.copyOf(accounts),
        Set.copyOf(tags),
        holder,
        limits);
  }

  private record Said(String what, String value) {}

  private void expiry(Instant now, List<ProblemReport> problems) {
    if (expiresAt.equals(ManagedKey.NEVER)) {
      return;
    }
    if (!expiresAt.isAfter(now)) {
      problems.add(
          AccessProblem.KEY_BAD_TERMS.report(
              "it would expire at " + expiresAt + ", which is over", "Choose a time to come."));
    } else if (expiresAt.isAfter(now.plus(LONGEST_LIFE))) {
      problems.add(
          AccessProblem.KEY_BAD_TERMS.report(
              "it would expire at " + expiresAt + ", more than a hundred years from now",
              "Choose an earlier time, or leave the expiry out."));
    }
  }

  private static void list(String what, List<String> values, List<ProblemReport> problems) {
    if (values.size() > MOST) {
      problems.add(
          AccessProblem.KEY_BAD_TERMS.report(
              "it has " + values.size() + " values of " + what, "Give " + MOST + " at most."));
      return;
    }
    values.forEach(value -> text(what, value, problems));
  }

  private static void text(String what, String value, List<ProblemReport> problems) {
    String shown = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    if (value.isBlank() || !value.equals(value.strip())) {
      problems.add(
          AccessProblem.KEY_BAD_TERMS.report(
              "the " + what + " \"" + shown + "\" is blank or has blanks around it",
              "Give a " + what + " without them."));
    } else if (value.length() > LONGEST) {
      problems.add(
          AccessProblem.KEY_BAD_TERMS.report(
              "the " + what + " \"" + shown + "\" is too long",
              "Give " + LONGEST + " characters at most."));
    } else if (value.codePoints().anyMatch(Character::isISOControl)) {
      problems.add(
          AccessProblem.KEY_BAD_TERMS.report(
              "the " + what + " has control characters", "Give a " + what + " without them."));
    }
  }
}
