package tollgate.dist.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** The page with the figures; what people wrote below its mark stays when it is written anew. */
final class BenchmarkPage {
  private static final String MARK = "<!-- Written by hand from here on. -->";

  private final Path file;

  BenchmarkPage(Path file) {
    this.file = file;
  }

  void write(Figures figures, boolean pinned) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, generated(figures, pinned) + MARK + "\n" + handWritten());
  }

  private String handWritten() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    String page = Files.readString(file);
    int mark = page.indexOf(MARK);
    return mark < 0 ? "" : page.substring(mark + MARK.length() + 1);
  }

  private static String generated(Figures figures, boolean pinned) throws IOException {
    return """
    # Benchmarks

    What the gateway adds to a call, measured beside the same load without it. Measured on %s
    by `tollgate.dist.bench.LoadBenchmark`, on %s; medians of %d runs after %d seconds under full load.

    %s
    %s

    """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            machine(pinned),
            Plan.FULL.runs(),
            Plan.FULL.warmUp().toSeconds(),
            figures.table(),
            missed(figures.missedNames()));
  }

  private static String missed(List<String> missed) {
    if (missed.isEmpty()) {
      return "Every goal is met.";
    }
    return missed.stream()
        .map(name -> "- " + name)
        .collect(Collectors.joining("\n", "Missed goals, with their reasons below:\n\n", ""));
  }

  private static String machine(boolean pinned) throws IOException {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.version");
    return "%d cores of %s, %s, Java %s, %s"
        .formatted(
            Gateway.cores(),
            processor(),
            system,
            Runtime.version(),
            pinned ? "the gateway on one core, load and provider on the other" : "nothing pinned");
  }

  private static String processor() throws IOException {
    Path known = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(known)) {
      return System.getProperty("os.arch");
    }
    try (BufferedReader lines = Files.newBufferedReader(known)) {
      return lines
          .lines()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
