package tollgate.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import tollgate.dist.kit.TestTree;
import tollgate.dist.kit.Zip;

/** What is in the zips that are shipped. */
class ZipIT {
  private static final Set<String> PROGRAMS =
      Set.of("bin/tollgate", "bin/try-tools", "deploy/healthy", "install.sh");

  private static final List<String> NATIVE =
      List.of(
          "Linux/x86_64/libsqlitejdbc.so",
          "Linux/aarch64/libsqlitejdbc.so",
          "Linux-Musl/x86_64/libsqlitejdbc.so",
          "Linux-Musl/aarch64/libsqlitejdbc.so",
          "Mac/x86_64/libsqlitejdbc.dylib",
          "Mac/aarch64/libsqlitejdbc.dylib",
          "Windows/x86_64/sqlitejdbc.dll");

  @Test
  void holdsTheTreeAndNothingElse() throws IOException {
    try (Stream<Path> files = Files.walk(TestTree.built().home())) {
      Set<String> tree =
          files
              .filter(Files::isRegularFile)
              .map(file -> TestTree.built().home().relativize(file).toString())
              .collect(Collectors.toCollection(TreeSet::new));

      assertEquals(tree, Zip.portable().files().keySet());
    }
  }

  @Test
  void holdsWhatSomebodyNeedsWhoHasNothingElse() throws IOException {
    Set<String> files = Zip.portable().files().keySet();

    assertTrue(
        files.containsAll(
            List.of(
                "LICENSE",
                "CHANGELOG.md",
                "THIRD-PARTY.md",
                "install.sh",
                "conf/tollgate.toml",
                "docs/guide/installing.md",
                "docs/reference/settings.md",
                "deploy/Containerfile")),
        files::toString);
    assertEquals(count(files, "policies/.*\\.js"), count(files, "policies/.*\\.cases\\.json"));
    assertTrue(count(files, "plugins/(dialect|pricing|provider|tool)-.*\\.jar") >= 19);
    assertEquals(0, count(files, "plugins/invented.*|.*test.*\\.jar"));
  }

  private static long count(Set<String> files, String pattern) {
    return files.stream().filter(file -> file.matches(pattern)).count();
  }

  @Test
  void saysByItselfWhoMayDoWhatWithItsFiles() throws IOException {
    Zip.portable()
        .files()
        .forEach((name, mode) ->
            assertEquals(PROGRAMS.contains(name) ? "rwxr-xr-x" : "rw-r--r--", mode, name));
  }

  @Test
  void addsAJavaAndNothingElseForOnePlatform() throws IOException {
    assumeTrue(Zip.withRuntime().isPresent(), "built elsewhere than on Linux x64");
    Map<String, String> own = Zip.withRuntime().orElseThrow().files();

    Set<String> runtime = new TreeSet<>(own.keySet());
    runtime.removeAll(Zip.portable().files().keySet());

    assertTrue(runtime.stream().allMatch(name -> name.startsWith("runtime/")), runtime::toString);
    assertEquals("rwxr-xr-x", own.get("runtime/bin/java"));
    assertEquals("rwxr-xr-x", own.get("runtime/lib/jspawnhelper"), "Java starts programs with it");
    assertTrue(own.containsKey("runtime/legal/java.base/LICENSE"));
    assertEquals(
        runtime.size(), own.size() - Zip.portable().files().size(), "all of the other one");
  }

  @Test
  void everyEntryHasTheSameTimeAndNoNameOfTheMachineThatBuilt() throws IOException {
    String machine = Path.of("..").toRealPath().toString();
    try (var zip = new ZipFile(Zip.portable().file().toFile())) {
      Set<Long> times = zip.stream().map(ZipEntry::getTime).collect(Collectors.toSet());
      assertEquals(1, times.size(), times::toString);
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        if (!entry.isDirectory() && !entry.getName().endsWith(".jar")) {
          String text = new String(zip.getInputStream(entry).readAllBytes(), UTF_8);
          assertFalse(text.contains(machine), entry.getName());
        }
      }
    }
  }

  @Test
  void namesEveryLibraryWithALicenceAndHasTheTextsItLinksTo() throws IOException {
    String page = Zip.portable().text("THIRD-PARTY.md");
    Set<String> files = Zip.portable().files().keySet();

    for (String jar : librariesOfOthers(files)) {
      Pattern row =
          Pattern.compile("\\| `[^`]+:" + Pattern.quote(jar) + "` \\| \\[[^]]+]\\(http[^)]+\\)");
      assertTrue(row.matcher(page).find(), jar);
    }
    Matcher link = Pattern.compile("]\\((licenses/[^)]+)\\)").matcher(page);
    assertTrue(link.find());
    do {
      assertTrue(files.contains(link.group(1)), link.group(1));
    } while (link.find());
  }

  /** As a pom names them: artifact and version with a colon between. */
  private static List<String> librariesOfOthers(Set<String> files) {
    return files.stream()
        .filter(file -> file.startsWith("lib/") && !file.startsWith("lib/gateway-"))
        .map(file -> file.replaceFirst("^lib/(.+)-([0-9][^-]*)\\.jar$", "$1:$2"))
        .toList();
  }

  @Test
  void theListOfPartsForMachinesNamesEveryJar() throws IOException {
    Path sbom = Zip.beside(".cdx.json");
    assumeTrue(Files.exists(sbom), "Maven makes it only while it may use the network");
    String parts = Files.readString(sbom);

    for (String jar : Zip.portable().files().keySet()) {
      if (jar.matches("(lib|plugins)/.*\\.jar")) {
        String purl = jar.replaceFirst("^\\w+/(.+)-([0-9][^-]*)\\.jar$", "/$1@$2?type=jar");
        assertTrue(parts.contains(purl), purl);
      }
    }
    assertFalse(parts.contains("/invented@"), "it is not shipped");
    assertTrue(parts.contains("\"bomFormat\" : \"CycloneDX\""));
  }

  @Test
  void itsDatabaseRunsOnSevenPlatforms() throws IOException {
    try (Stream<Path> jars = Files.list(TestTree.built().home().resolve("lib"))) {
      Path jar =
          jars.filter(one -> one.getFileName().toString().startsWith("sqlite-jdbc-"))
              .findFirst()
              .orElseThrow();
      try (var zip = new ZipFile(jar.toFile())) {
        for (String library : NATIVE) {
          ZipEntry entry = zip.getEntry("org/sqlite/native/" + library);
          assertTrue(entry != null && entry.getSize() > 500_000, library);
        }
      }
    }
  }
}
