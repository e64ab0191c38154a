import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Writes THIRD-PARTY.md, which names every library with its licence as the library's own pom tells
 * it, and beside it the texts of licences and notices that the jars carry.
 */
final class Notices {
  private static final Pattern TEXT =
      Pattern.compile("(?i)(?:.*/)?((?:LICEN[SC]E|NOTICE|COPYING)(?:[.-][^/]*)?)");
  private static final Pattern CODE = Pattern.compile(".*\\.(class|java|html)");

  private static final String HEAD =
      """
      # Libraries in this distribution

      Tollgate itself is under the MIT licence (`LICENSE`). The libraries in `lib` are under the licences that their
      authors name in their poms; the texts that the jars carry lie in `licenses`. Where there is a folder `runtime`,
      it is a Java runtime whose own licences lie in `runtime/legal`.

      | library | licence | texts |
      |---|---|---|
      """;

  private final Path folder;
  private final StringBuilder page = new StringBuilder(HEAD);

  private Notices(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the page and the texts.
   *
   * @param classpath the libraries, each beside its pom in a Maven repository; others are our own
   */
  static void write(Path folder, String classpath) throws IOException {
    var notices = new Notices(folder);
    for (Path jar : jars(classpath)) {
      notices.add(jar);
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("THIRD-PARTY.md"), notices.page);
  }

  private static List<Path> jars(String classpath) {
    return Arrays.stream(classpath.split(Pattern.quote(File.pathSeparator)))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .filter(jar -> Files.exists(Pom.beside(jar)))
        .sorted((a, b) -> a.getFileName().compareTo(b.getFileName()))
        .toList();
  }

  private void add(Path jar) throws IOException {
    Pom pom = Pom.of(jar);
    String licences =
        pom.licences().stream()
            .map(licence -> "[" + licence.name() + "](" + licence.address() + ")")
            .collect(Collectors.joining("<br>"));
    if (licences.isEmpty()) {
      throw new IllegalStateException(jar + " names no licence, and nor do its pom's parents");
    }
    page.append("| `").append(pom.coordinates()).append("` | ").append(licences).append(" | ");
    page.append(String.join("<br>", texts(jar, pom.name()))).append(" |\n");
  }

  private List<String> texts(Path jar, String library) throws IOException {
    var links = new ArrayList<String>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        var name = TEXT.matcher(entry.getName());
        if (name.matches() && !CODE.matcher(entry.getName()).matches()) {
          Path text = folder.resolve("licenses").resolve(library).resolve(name.group(1));
          Files.createDirectories(text.getParent());
          Files.write(text, zip.getInputStream(entry).readAllBytes());
          links.add("[%s](licenses/%s/%s)".formatted(name.group(1), library, name.group(1)));
        }
      }
    }
    return links.stream().sorted().distinct().toList();
  }
}
