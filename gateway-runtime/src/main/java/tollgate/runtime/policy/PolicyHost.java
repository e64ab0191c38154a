package tollgate.runtime.policy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.script.Script;
import tollgate.runtime.script.ScriptFailure;
import tollgate.runtime.script.ScriptHost;
import tollgate.runtime.script.ScriptLimits;
import tollgate.runtime.script.ScriptSource;

/**
 * Makes sets of policies from the operator's folder. What runs scripts is started with the first
 * policy, so that a gateway without policies does not pay for it. Safe for any thread; loading
 * blocks for some milliseconds per policy, the first time for a second.
 */
public final class PolicyHost implements AutoCloseable {

  /** A call as any other, for what has to be warm before the first one comes. */
  static final PolicyFacts SAMPLE =
      new PolicyFacts(
          Identity.UNKNOWN,
          "",
          Set.of(),
          RequestFacts.unread(),
          "POST",
          "/v1/messages",
          0,
          0,
          Instant.EPOCH.atZone(ZoneOffset.UTC),
          Surroundings.EMPTY);

  private final PolicyFolder folder;
  private final ChosenModes modes;
  private final PolicyVersions versions;
  private final LastGoodPolicies lastGood;
  private final Quarantine quarantine = new Quarantine();
  private final Tallies tallies = new Tallies();

  /** What the folder held when all of it could be used. */
  private List<ScriptSource> good = List.of();

  private @Nullable ScriptHost scripts;
  private @Nullable TestBench bench;

  /**
   * What came of reading the folder.
   *
   * @param set what to judge by from now on; the one before where there are findings
   * @param findings what cannot be used, and why
   */
  public record Loaded(PolicySet set, List<Finding> findings) {

    /** Whether nothing is let through: something cannot be used, and nothing came before it. */
    public boolean isBroken() {
      return set instanceof BrokenPolicySet;
    }
  }

  /**
   * A policy as an operator sees it.
   *
   * @param name its file's name without {@code .js}
   * @param mode how it is used
   * @param onError what happens to calls when it fails: {@code closed} or {@code open}; empty where
   *     it is off and was not read
   * @param hash of its code and all it may import
   * @param quarantined whether it was set aside
   * @param tally what it did
   */
  public record State(
      String name,
      Mode mode,
      String onError,
      String hash,
      boolean quarantined,
      PolicyTally tally) {}

  /**
   * A host.
   *
   * @param folder where the policies lie; need not be there
   * @param modes the file in which the operator's choices are kept; the versions go beside it
   */
  public PolicyHost(Path folder, Path modes) {
    this.folder = new PolicyFolder(folder);
    this.modes = new ChosenModes(modes);
    this.versions = new PolicyVersions(modes.resolveSibling("policy-versions"));
    this.lastGood = new LastGoodPolicies(modes.resolveSibling("policies-last-good.json"));
  }

  /** The host of the gateway with that data folder. */
  public static PolicyHost in(Path folder, Path data) {
    return new PolicyHost(folder, data.resolve("policy-modes.json"));
  }

  /** The policies whose files lie in the folder, in their order, whatever their mode. */
  public List<String> names() {
    return folder.read().policies().stream().map(Policy::nameOf).toList();
  }

  /** Where a policy's file lies, or would. */
  public Path path(String policy) {
    return folder.path(policy);
  }

  /** Other characters when something in the folder has changed. */
  public String fingerprint() {
    return folder.fingerprint() + modes.reread();
  }

  /**
   * Reads the folder at the start. Where a policy cannot be used, all of them are those that could
   * be when the folder was last read; where there are none, nothing is let through.
   */
  public Loaded begin() {
    var none = new EmptyPolicySet();
    Loaded loaded = load(none);
    if (loaded.findings().isEmpty()) {
      return loaded;
    }
    PolicySet former =
        lastGood
            .of(folder.place())
            .map(policies -> load(new PolicyFolder.Content(policies, List.of()), none))
            .filter(again -> again.findings().isEmpty())
            .map(Loaded::set)
            .orElseGet(() -> new BrokenPolicySet(loaded.findings().getFirst().text()));
    return new Loaded(former, loaded.findings());
  }

  /**
   * Reads the folder again.
   *
   * @param current the set in force; what is unchanged in it is used on
   */
  public synchronized Loaded load(PolicySet current) {
    PolicyFolder.Content content = folder.read();
    Loaded loaded = load(content, current);
    if (loaded.findings().isEmpty()) {
      good = content.policies();
    }
    return loaded;
  }

  private synchronized Loaded load(PolicyFolder.Content content, PolicySet current) {
    var findings = new ArrayList<>(content.findings());
    var policies = new ArrayList<Policy>();
    var fresh = new ArrayList<Script>();
    Map<String, Script> known = scripts(current);
    for (ScriptSource source : content.policies()) {
      Optional<Mode> chosen = modes.of(Policy.nameOf(source));
      if (chosen.equals(Optional.of(Mode.OFF))) {
        continue;
      }
      try {
        Script script = known.get(source.name() + source.hash());
        if (script == null) {
          script = load(source);
          fresh.add(script);
        }
        policies.add(Policy.of(script, chosen));
      } catch (ScriptFailure broken) {
        findings.add(Finding.of(broken));
      } catch (IllegalArgumentException odd) {
        findings.add(Finding.of(source.name(), String.valueOf(odd.getMessage())));
      }
    }
    if (!findings.isEmpty()) {
      fresh.forEach(Script::close);
      return new Loaded(current, findings);
    }
    quarantine.keep(policies.stream().map(Policy::id).collect(Collectors.toSet()));
    if (!fresh.isEmpty()) {
      warm(policies);
    }
    return new Loaded(setOf(policies), List.of());
  }

  /** Judges a sample, for what happens around scripts is slow for the first time as well. */
  private void warm(List<Policy> policies) {
    List<Policy> well = policies.stream().filter(policy -> policy.script().isWarm()).toList();
    new ScriptedPolicySet("", well, scripts(), new Quarantine(), new Tallies()).judge(SAMPLE);
  }

  private PolicySet setOf(List<Policy> policies) {
    return policies.isEmpty()
        ? new EmptyPolicySet()
        : new ScriptedPolicySet(generationOf(policies), policies, scripts(), quarantine, tallies);
  }

  private Script load(ScriptSource source) throws ScriptFailure {
    return scripts().load(source, Policy.EXPORTS, new CallView(SAMPLE));
  }

  private synchronized ScriptHost scripts() {
    ScriptHost running = scripts;
    if (running == null) {
      running = new ScriptHost(ScriptLimits.ORDINARY, Vocabulary.prelude());
      scripts = running;
    }
    return running;
  }

  private static Map<String, Script> scripts(PolicySet set) {
    return policies(set).stream()
        .map(Policy::script)
        .collect(
            Collectors.toMap(
                script -> script.source().name() + script.source().hash(), script -> script));
  }

  private static List<Policy> policies(PolicySet set) {
    return set instanceof ScriptedPolicySet scripted ? scripted.policies() : List.of();
  }

  /** The same digits for the same code in the same modes. */
  private static String generationOf(List<Policy> policies) {
    String all =
        policies.stream()
            .map(policy -> policy.id() + "=" + policy.mode())
            .collect(Collectors.joining("\n"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has SHA-256", absent);
    }
  }

  /** The policies of a set, and those of the folder that an operator has switched off. */
  public List<State> states(PolicySet set) {
    var states = new TreeMap<String, State>();
    for (ScriptSource source : folder.read().policies()) {
      String name = Policy.nameOf(source);
      if (modes.of(name).equals(Optional.of(Mode.OFF))) {
        states.put(name, new State(name, Mode.OFF, "", source.hash(), false, tallies.of(name)));
      }
    }
    policies(set).forEach(policy -> states.putIfAbsent(policy.name(), state(policy)));
    return List.copyOf(states.values());
  }

  private State state(Policy policy) {
    return new State(
        policy.name(),
        policy.mode(),
        policy.failsOpen() ? "open" : "closed",
        policy.script().source().hash(),
        quarantine.holds(policy),
        tallies.of(policy.name()));
  }

  /**
   * Refuses what cannot be the name of a policy, and so of a file.
   *
   * @throws tollgate.runtime.problem.ProblemException with POLICY_NOT_THERE
   */
  public void requireName(String name) {
    if (!PolicyFolder.FILE.matcher(name + ".js").matches()) {
      throw PolicyProblem.POLICY_NOT_THERE.exception(name);
    }
  }

  /** The files of a policy, if it is there. */
  public Optional<PolicyDesk.Files> files(String name) {
    requireName(name);
    return folder.files(name);
  }

  /** Saves a policy; it holds from the next {@link #load} on. */
  public void save(String name, PolicyDesk.Files files) {
    requireName(name);
    folder.save(name, files);
  }

  /**
   * Keeps the texts of all policies that lie in the folder, of those that are not kept yet, and
   * what the next start is to go on with where it cannot use the folder.
   */
  public synchronized void keepVersions(Instant at) {
    lastGood.keep(folder.place(), good);
    for (String name : names()) {
      files(name).ifPresent(files -> versions.keep(name, files, at));
    }
  }

  /** The kept texts of a policy, the oldest first. */
  public List<PolicyDesk.Version> versions(String name) {
    requireName(name);
    return versions.list(name);
  }

  /**
   * One of them.
   *
   * @throws tollgate.runtime.problem.ProblemException with POLICY_NO_VERSION
   */
  public PolicyDesk.Version version(String name, long number) {
    return versions(name).stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .orElseThrow(() -> PolicyProblem.POLICY_NO_VERSION.exception(name, number));
  }

  /**
   * Runs cases on a policy that need not be there.
   *
   * @throws IllegalArgumentException when its file of cases is none; the message says where and why
   */
  public Tested test(String name, PolicyDesk.Files files) {
    requireName(name);
    return bench()
        .test(new ScriptSource(name + ".js", files.text(), folder.library()), files.cases());
  }

  private synchronized TestBench bench() {
    TestBench open = bench;
    if (open == null) {
      open = new TestBench();
      bench = open;
    }
    return open;
  }

  /** Nobody tests for the time being. */
  public synchronized void endTests() {
    if (bench != null) {
      bench.close();
      bench = null;
    }
  }

  /** Deletes a policy and what was chosen for it; it is gone from the next {@link #load} on. */
  public void delete(String name) {
    requireName(name);
    folder.delete(name);
    modes.forget(name);
  }

  /** Chooses a mode; it holds from the next {@link #load} on. */
  public void choose(String policy, Mode mode) {
    modes.choose(policy, mode);
  }

  /** The mode that was chosen for a policy. */
  public Optional<Mode> chosen(String policy) {
    return modes.of(policy);
  }

  /** Takes a choice back; it holds from the next {@link #load} on. */
  public void forget(String policy) {
    modes.forget(policy);
  }

  /** Lets a policy of that set out of quarantine; false when it is not there or not held. */
  public boolean release(PolicySet set, String policy) {
    return policies(set).stream()
        .filter(one -> one.name().equals(policy))
        .anyMatch(quarantine::release);
  }

  /**
   * Tries a policy that is not in force.
   *
   * @param file its name, with {@code .js}
   * @param text its code; it can import what lies in the folder's {@code lib}
   */
  public PolicyTrial attempt(String file, String text) {
    var source = new ScriptSource(file, text, folder.library());
    try {
      Script script = load(source);
      try {
        return new PolicyTrial(scripts(), Policy.of(script, Optional.empty()), List.of());
      } catch (IllegalArgumentException odd) {
        script.close();
        return PolicyTrial.broken(Finding.of(file, String.valueOf(odd.getMessage())));
      }
    } catch (ScriptFailure broken) {
      return PolicyTrial.broken(Finding.of(broken));
    }
  }

  @Override
  public synchronized void close() {
    endTests();
    if (scripts != null) {
      scripts.close();
    }
  }
}
