package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read leads somewhere: links, and the names of tests that a promise rests on. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
  private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\">");

  /** The pages of a checkout that people read. */
  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    try (Stream<Path> docs = Files.walk(Checkout.top().resolve("docs"));
        Stream<Path> top = Files.list(Checkout.top());
        Stream<Path> policies = Files.list(Checkout.top().resolve("policies"))) {
      Stream.of(docs, top, policies)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(pages::add);
    }
    return pages;
  }

  /** The targets of a page's links, without those to other hosts. */
  private static List<String> links(Path page) throws IOException {
    String prose = FENCE.matcher(Files.readString(page)).replaceAll("");
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  /** The anchors of a page, made of its headings as the common viewers make them. */
  private static Set<String> anchors(Path page) throws IOException {
    String text = Files.readString(page);
    var anchors = new HashSet<String>();
    Matcher named = ANCHOR.matcher(text);
    while (named.find()) {
      anchors.add(named.group(1));
    }
    Matcher heading = HEADING.matcher(FENCE.matcher(text).replaceAll(""));
    while (heading.find()) {
      String plain =
          heading
              .group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1");
      String anchor = plain.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int same = 0;
      while (!anchors.add(same == 0 ? anchor : anchor + "-" + same)) {
        same++;
      }
    }
    return anchors;
  }

  @Test
  void theTestsThatHoldThePromisesOfSafetyAreThere() throws IOException {
    Set<String> there = new HashSet<>();
    for (String sources : List.of("gateway-runtime/src/test/java", "dist/src/test/java")) {
      try (Stream<Path> files = Files.walk(Checkout.top().resolve(sources))) {
        files.forEach(file -> there.add(file.getFileName().toString()));
      }
    }

    List<String> named =
        TEST.matcher(Files.readString(Checkout.top().resolve("SECURITY.md")))
            .results()
            .map(test -> test.group(1) + ".java")
            .distinct()
            .toList();

    assertTrue(named.size() > 10, named::toString);
    assertEquals(List.of(), named.stream().filter(name -> !there.contains(name)).toList());
  }

  @Test
  void everyLinkLeadsToAFileAndToAPlaceInIt() throws IOException {
    var dead = new ArrayList<String>();
    int links = 0;
    for (Path page : pages()) {
      for (String target : links(page)) {
        links++;
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean there =
            Files.exists(file)
                && (parts.length == 1
                    || !file.toString().endsWith(".md")
                    || anchors(file).contains(parts[1]));
        if (!there) {
          dead.add(Checkout.top().relativize(page) + " -> " + target);
        }
      }
    }
    assertEquals(List.of(), dead);
    assertTrue(links > 100, "only so many links were found: " + links);
  }
}
