package tollgate.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes {@code docs/README.md}: every document by its title, with how it begins. */
final class ContentsPage {
  private static final Pattern TITLE = Pattern.compile("(?m)^# (.*)$");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
  private static final int LONGEST = 160;

  private ContentsPage() {}

  /**
   * The whole page.
   *
   * @param docs the folder of documents
   */
  static String render(Path docs) {
    return """
    # Documents

    [What Tollgate is, and its first call](../README.md) · [What is safe from whom](../SECURITY.md) ·
    [Sample plugins](samples/README.md) · [Shipped policies](../policies/README.md)

    ## Guide, by task

    %s
    ## Reference

    Written from the code's own tables and held to them by tests, but for the pages that tell what was measured or agreed.

    %s
    ## Decisions

    %s\
    """
        .formatted(list(docs, "guide"), list(docs, "reference"), list(docs, "adr"));
  }

  private static String list(Path docs, String folder) {
    try (Stream<Path> files = Files.list(docs.resolve(folder))) {
      List<String> pages =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .map(file -> entry(folder + "/" + file.getFileName(), read(file)))
              .toList();
      return String.join("\n", pages) + "\n";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String entry(String path, String text) {
    Matcher title = TITLE.matcher(text);
    if (!title.find()) {
      throw new AssertionError(path + " has no title");
    }
    String begins = beginning(text.substring(title.end()).strip());
    String link = "- [" + title.group(1) + "](" + path + ")";
    return begins.isEmpty() ? link : link + ": " + begins;
  }

  /** The first sentence, where the page begins with prose and that is short enough. */
  private static String beginning(String text) {
    String paragraph = text.split("\n\n", 2)[0].replace('\n', ' ');
    String plain = LINK.matcher(paragraph).replaceAll("$1");
    int end = plain.indexOf(". ");
    String sentence = end < 0 ? plain : plain.substring(0, end + 1);
    boolean prose = sentence.matches("[\\p{Lu}`*].*[.:]") && !sentence.startsWith("**");
    return prose && sentence.length() <= LONGEST ? sentence.replaceAll(":$", ".") : "";
  }
}
