package tollgate.runtime.checkup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.policy.PolicyHost;

/**
 * Whether the policies can be used.
 *
 * @param folder where they lie
 * @param data the data folder, where the operator's choices are kept
 */
public record PoliciesCheck(Path folder, Path data) implements Check {

  @Override
  public String name() {
    return "policies";
  }

  @Override
  public List<Finding> run() {
    try (PolicyHost host = PolicyHost.in(folder, data)) {
      var findings = new ArrayList<Finding>();
      for (var broken : host.load(new EmptyPolicySet()).findings()) {
        findings.add(
            Finding.fail(
                broken.text(),
                folder.resolve(broken.file()).toString(),
                "Correct it, then: tollgate policy check. Until then the last good policies stay,"
                    + " over a start as well; where there are none, every call is refused."));
      }
      int there = host.names().size();
      if (findings.isEmpty()) {
        findings.add(
            Finding.pass(
                there == 0
                    ? "There are none in " + folder + "."
                    : "All " + there + " in " + folder + " can be used."));
      }
      return findings;
    }
  }
}
