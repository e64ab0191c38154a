package tollgate.runtime.admin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import tollgate.runtime.problem.ProblemReport;

/**
 * How reading the providers' settings went.
 *
 * @param loadedAt when those in force were read
 * @param files the files they come from
 * @param failedAt when it last went wrong
 * @param problems what was wrong then; none if it went well since
 */
public record ProviderLoading(
    Instant loadedAt, List<Path> files, Instant failedAt, List<ProblemReport> problems) {

  /** What is told never changes. */
  public ProviderLoading {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }
}
