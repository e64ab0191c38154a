package tollgate.runtime.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policies that ship, and what tells editors about policies. */
class ShippedPoliciesTest {
  private static final Path SHIPPED =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("policies");
  private static final Pattern INTERFACE =
      Pattern.compile("interface (\\w+) \\{(.*?)\\n}", Pattern.DOTALL);
  private static final Pattern MEMBER = Pattern.compile("(?m)^  readonly (\\w+):");
  private static final Pattern WORD = Pattern.compile("(?m)^declare function (\\w+)\\(");

  @TempDir Path data;

  private static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
    }
  }

  @Test
  void everyShippedPolicyPassesItsCasesAndIsDocumented() throws IOException {
    String pages = Files.readString(SHIPPED.resolve("README.md"));
    try (var host = new PolicyHost(SHIPPED, data.resolve("modes.json"))) {
      for (Path file : shipped()) {
        String name = String.valueOf(file.getFileName());
        String cases = name.replace(".js", ".cases.json");
        var files =
            new PolicyDesk.Files(Files.readString(file), Files.readString(SHIPPED.resolve(cases)));
        Tested tested = host.test(name.replace(".js", ""), files);
        assertEquals(List.of(), tested.findings());
        assertTrue(tested.results().size() > 1, name);
        assertEquals(
            List.of(), tested.results().stream().filter(result -> !result.passed()).toList(), name);
        assertEquals(List.of(), tested.coverage().missed(), name);
        assertTrue(pages.contains("## " + name), "README.md has no page of " + name);
      }
    }
    assertEquals(10, shipped().size());
  }

  /** Of calls that all of them judge together: more than an operator has in force. */
  @Test
  void theRecordOfADecisionTakesNoMoreThanAKilobyteAtTheMedian() throws IOException {
    var sizes = new ArrayList<Integer>();
    try (var host = new PolicyHost(SHIPPED, data.resolve("modes.json"))) {
      PolicySet all = host.load(new EmptyPolicySet()).set();
      for (String tool : List.of("opencode", "openclaw", "claude-code", "codex", "unknown")) {
        String record = all.judge(Facts.of(tool)).snapshot();
        sizes.add(record.getBytes(StandardCharsets.UTF_8).length);
      }
    }
    sizes.sort(null);
    System.out.println("records of ten policies together, bytes: " + sizes);
    assertTrue(sizes.get(sizes.size() / 2) <= 1024, sizes::toString);
  }

  @Test
  void everySnippetOfTheGuideRuns() throws IOException {
    Files.createDirectories(data.resolve("policies/lib"));
    Files.writeString(
        data.resolve("policies/lib/time.js"),
        "export const isNight = (call) => call.time.hour < 7;");
    Matcher snippet = Pattern.compile("(?s)```js(?: [^\n]*)?\n(.*?)```").matcher(guide());
    int snippets = 0;
    try (var host = new PolicyHost(data.resolve("policies"), data.resolve("modes.json"))) {
      while (snippet.find()) {
        snippets++;
        try (PolicyTrial trial = host.attempt("guide.js", snippet.group(1))) {
          assertEquals(List.of(), trial.findings(), snippet.group(1));
          String told = trial.test("[{\"name\":\"it\",\"expect\":[]}]").getFirst().problem();
          assertFalse(told.startsWith("it failed"), told);
        }
      }
    }
    assertTrue(snippets > 6);
  }

  /** The README and all pages of the guide. */
  private static String guide() throws IOException {
    var text = new StringBuilder(Files.readString(SHIPPED.resolveSibling("README.md")));
    try (Stream<Path> pages = Files.list(SHIPPED.resolveSibling("docs/guide"))) {
      for (Path page : pages.sorted().toList()) {
        text.append(Files.readString(page));
      }
    }
    return text.toString();
  }

  /** What the files say at their beginning is true: an editor's reader chooses by it. */
  @Test
  void everyShippedPolicySaysWhichFactsItUses() throws IOException {
    for (Path file : shipped()) {
      String text = Files.readString(file);
      String facts =
          text.lines().filter(line -> line.startsWith("// Facts: ")).findFirst().orElse("");
      Set<String> used = new TreeSet<>();
      Matcher fact = Pattern.compile("call\\.(\\w+)").matcher(text);
      while (fact.find()) {
        used.add(fact.group(1));
      }
      Set<String> told = new HashSet<>();
      String list =
          facts.substring(0, facts.indexOf(". Verdicts")).substring("// Facts: ".length());
      for (String one : list.equals("none") ? new String[0] : list.split(", ", -1)) {
        told.add(one.split("\\.", 2)[0]);
      }
      assertEquals(used, new TreeSet<>(told), file.toString());
      assertTrue(text.lines().count() < 40, file + " is too long to be read at a glance");
    }
  }

  @Test
  void editorsAreToldTheShapeOfACall() throws IOException {
    String declared = Files.readString(SHIPPED.resolve("tollgate.d.ts"));
    var interfaces = new TreeMap<String, List<String>>();
    Matcher each = INTERFACE.matcher(declared);
    while (each.find()) {
      var members = new ArrayList<String>();
      Matcher member = MEMBER.matcher(each.group(2));
      while (member.find()) {
        members.add(member.group(1));
      }
      interfaces.put(each.group(1), members);
    }
    var wanted = new TreeMap<String, List<String>>();
    CallView.SHAPE.forEach((path, names) -> wanted.put(nameOf(path), names));
    wanted.put("Verdict", List.of("verdict"));
    assertEquals(wanted, interfaces);
  }

  /**
   * Editors that know TypeScript follow the reference, and take a parameter for what is said of it.
   */
  @Test
  void editorsCompleteEveryShippedPolicyWithoutBeingSetUp() throws IOException {
    for (Path file : shipped()) {
      String text = Files.readString(file);
      assertTrue(text.contains("\n/// <reference path=\"tollgate.d.ts\" />\n"), file.toString());
      assertEquals(
          text.contains("function decide(call)"),
          text.contains("/** @param {Call} call */\nexport function decide(call)"),
          file.toString());
    }
  }

  @Test
  void aSavedPolicyHasBesideItWhatEditorsRead() throws IOException {
    Path folder = data.resolve("own");
    try (var host = new PolicyHost(folder, data.resolve("modes.json"))) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("tollgate.d.ts"), "of an older gateway");
      host.save("night", new PolicyDesk.Files("export const decide = () => {};", ""));
    }
    assertEquals(
        Files.readString(SHIPPED.resolve("tollgate.d.ts")),
        Files.readString(folder.resolve("tollgate.d.ts")));
  }

  private static String nameOf(String path) {
    return switch (path) {
      case "" -> "Call";
      case "providers[]" -> "Provider";
      case "providers[].quota" -> "Quota";
      case "route" -> "RouteSoFar";
      default -> Character.toUpperCase(path.charAt(0)) + path.substring(1);
    };
  }

  @Test
  void editorsAreToldEveryWord() throws IOException {
    var words = new ArrayList<String>();
    Matcher word = WORD.matcher(Files.readString(SHIPPED.resolve("tollgate.d.ts")));
    while (word.find()) {
      words.add(word.group(1));
    }
    assertEquals(Vocabulary.WORDS, words);
  }
}
