package tollgate.runtime.checkup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.plugin.PluginSet;

/**
 * Whether all plugins can be used.
 *
 * @param plugins as they came out of their folder
 */
public record PluginsCheck(PluginSet plugins, Path folder) implements Check {

  @Override
  public String name() {
    return "plugins";
  }

  @Override
  public List<Finding> run() {
    var findings = new ArrayList<Finding>();
    plugins.refused().stream()
        .map(refused -> {
          var report = refused.report();
          return Finding.fail(report.what(), refused.file().toString(), report.fix());
        })
        .forEach(findings::add);
    if (plugins.plugins().isEmpty()) {
      findings.add(
          Finding.fail(
              "There is none: the gateway would know no provider and no language.",
              folder.toString(),
              "Unpack the distribution again, or set plugins.dir."));
    } else if (findings.isEmpty()) {
      findings.add(Finding.pass("All " + plugins.plugins().size() + " can be used."));
    }
    return findings;
  }
}
