package tollgate.runtime.checkup;

import java.util.List;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.PrivateFiles;

/** Whether files that hold secrets are their owner's alone. */
public record FilesCheck(LoadedSettings settings) implements Check {

  @Override
  public String name() {
    return "permissions";
  }

  @Override
  public List<Finding> run() {
    List<PrivateFiles.Loose> loose = PrivateFiles.loose(settings);
    return loose.isEmpty()
        ? List.of(Finding.pass("What holds secrets is its owner's alone."))
        : loose.stream().map(FilesCheck::finding).toList();
  }

  private static Finding finding(PrivateFiles.Loose loose) {
    return Finding.fail(
        "Others than its owner have access (" + loose.mode() + ").",
        loose.path().toString(),
        loose.remedy() + " (the gateway does so itself at its next start, where it may)");
  }
}
