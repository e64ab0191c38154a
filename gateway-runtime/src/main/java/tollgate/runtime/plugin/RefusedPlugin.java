package tollgate.runtime.plugin;

import java.nio.file.Path;
import tollgate.runtime.problem.ProblemReport;

/**
 * A plugin that was kept out.
 *
 * @param name its file's name, or its id where it got as far as being started
 * @param file the file or folder
 * @param report why, and what to do about it
 */
public record RefusedPlugin(String name, Path file, ProblemReport report) {}
