package tollgate.runtime.event;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A file for the log, and the full ones beside it.
 *
 * @param path where it lies
 * @param rotateBytes how long it may become
 * @param rotateAfter how old it may become
 * @param keepFiles how many full ones are kept
 * @param keepFor how long they are kept
 * @param keepBytes how much they may take together
 */
public record LogFileSettings(
    Path path,
    long rotateBytes,
    Duration rotateAfter,
    int keepFiles,
    Duration keepFor,
    long keepBytes) {}
