package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.checkup.Checkup;
import tollgate.runtime.checkup.Finding;
import tollgate.runtime.checkup.Mark;
import tollgate.runtime.config.SettingSources;

/** What {@code tollgate doctor} takes, does and prints. */
final class DoctorCommand {
  private static final String JSON = "--json";

  private final PrintWriter out;
  private final Doctor doctor;

  /** Looks at an installation. */
  @FunctionalInterface
  interface Doctor {
    /** The gateway with settings from there. */
    Checkup.Report examine(SettingSources sources) throws InterruptedException;
  }

  DoctorCommand(PrintWriter out, Doctor doctor) {
    this.out = out;
    this.doctor = doctor;
  }

  CommandSpec doctor() {
    return Command.of(
        "doctor",
        new HelpPage(
            "Looks at settings, database, providers and machine and says what to mend; fails"
                + " if something is to be.",
            "tollgate doctor [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate doctor", "Whether a gateway runs or not."),
                new HelpPage.Example("tollgate doctor --json", "For programs and bug reports."))),
        this::examine,
        spec -> {
          spec.addOption(Command.switchOption(JSON, "Print JSON."));
          SettingOptions.addDataDir(spec);
          SettingOptions.addFileAndSet(spec);
        });
  }

  private int examine(ParseResult given) throws InterruptedException {
    Checkup.Report report = doctor.examine(SettingOptions.sources(given));
    if (given.hasMatchedOption(JSON)) {
      out.println(Json.encode(report.json()));
    } else {
      report.results().forEach(this::print);
      out.println(verdict(report));
    }
    out.flush();
    return report.mark() == Mark.FAIL ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private void print(Checkup.Result result) {
    for (Finding finding : result.findings()) {
      out.printf(
          Locale.ROOT,
          "%-7s %-11s %s%n",
          finding.mark().word(),
          result.name(),
          clean(finding.what()));
      if (!finding.where().isEmpty()) {
        out.println("        where  " + clean(finding.where()));
      }
      if (!finding.fix().isEmpty()) {
        out.println("        fix    " + clean(finding.fix()));
      }
    }
  }

  /** What others said never moves the cursor. */
  private static String clean(String text) {
    return text.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
  }

  private static String verdict(Checkup.Report report) {
    long failed = count(report, Mark.FAIL);
    long warned = count(report, Mark.WARN);
    return switch (report.mark()) {
      case FAIL -> failed + " to mend" + (warned > 0 ? ", " + warned + " to look at." : ".");
      case WARN -> "Nothing is broken; " + warned + " to look at.";
      case PASS, SKIPPED -> "All is well.";
    };
  }

  private static long count(Checkup.Report report, Mark mark) {
    return report.results().stream()
        .flatMap(result -> result.findings().stream())
        .filter(finding -> finding.mark() == mark)
        .count();
  }
}
