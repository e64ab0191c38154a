package tollgate.dist.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page that tells people what to type: {@code README.md} or one of {@code docs/guide}. In a block
 * of {@code sh} stands what can be typed as it is, in one of {@code console} what cannot be tried
 * by a test, and in one of {@code text} behind it what there is to be seen then.
 */
public final class Guide {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)[^\n]*\n(.*?)^```$");
  private static final Path TOP = Path.of("..");
  private static final String PROMPT = "$ tollgate ";

  private final String name;
  private final String text;

  private Guide(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * A block of a page.
   *
   * @param line where it begins
   * @param language what it says it is written in; empty for nothing
   * @param text its lines
   * @param shown the lines of the block of text that stands right behind it; empty for none
   */
  public record Block(int line, String language, String text, List<String> shown) {}

  /**
   * A command with its output.
   *
   * @param arguments what stands behind {@code tollgate}
   * @param output the lines that the page shows; those behind one of three dots are left out
   */
  public record Shown(List<String> arguments, List<String> output) {}

  /** The page of that name. */
  public static Guide page(String name) throws IOException {
    Path file =
        name.equals("README.md") ? TOP.resolve(name) : TOP.resolve("docs/guide").resolve(name);
    return new Guide(name, Files.readString(file));
  }

  /** The names of all pages. */
  public static List<String> names() throws IOException {
    var names = new ArrayList<>(List.of("README.md"));
    try (Stream<Path> files = Files.list(TOP.resolve("docs/guide"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".md"))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }

  /** The page's name. */
  public String name() {
    return name;
  }

  /** All its blocks, in their order. */
  public List<Block> all() {
    var blocks = new ArrayList<Block>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      int line = Math.toIntExact(text.substring(0, block.start()).lines().count()) + 1;
      blocks.add(new Block(line, block.group(1), block.group(2), behind(block.end())));
    }
    return blocks;
  }

  /** The lines of the block of text that stands right behind a place. */
  private List<String> behind(int end) {
    Matcher next = BLOCK.matcher(text);
    boolean shown =
        next.find(end)
            && next.group(1).equals("text")
            && !beginsWithCommand(next.group(2))
            && text.substring(end, next.start()).isBlank();
    return shown ? next.group(2).lines().toList() : List.of();
  }

  /** Whether the lines of a block begin with something to type, so that they are no output. */
  public static boolean beginsWithCommand(String lines) {
    return lines.startsWith("$ ") || lines.startsWith("tollgate ");
  }

  /** The blocks of a language, in their order. */
  public List<String> blocks(String language) {
    return all().stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }

  /** The commands that are shown as typed at a prompt, in their order. */
  public List<Shown> typed() {
    var shown = new ArrayList<Shown>();
    for (String block : blocks("console")) {
      for (String one : block.split("(?m)^(?=\\$ )", -1)) {
        if (one.startsWith(PROMPT)) {
          List<String> lines = one.lines().toList();
          String command = lines.getFirst().substring(PROMPT.length());
          shown.add(new Shown(List.of(command.split(" ", -1)), lines.subList(1, lines.size())));
        }
      }
    }
    return shown;
  }

  /** The members of a family of commands that the page names anywhere. */
  public Set<String> named(String family) {
    var names = new TreeSet<String>();
    Matcher name = Pattern.compile("tollgate " + family + " ([a-z]+)").matcher(text);
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  /**
   * Whether lines are those that a page shows, but for what differs from one run to the next.
   * Behind one of three dots anything may follow.
   */
  public static boolean looksAlike(List<String> shown, List<String> seen) {
    List<String> told = timeless(shown);
    List<String> real = timeless(seen);
    int more = told.indexOf("…");
    return more < 0
        ? told.equals(real)
        : real.size() >= more && told.subList(0, more).equals(real.subList(0, more));
  }

  /** Lines without what differs from one run to the next: times, ids, numbers and widths. */
  public static List<String> timeless(List<String> lines) {
    return lines.stream()
        .map(line ->
            line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replaceAll("\\b[0-9a-z]{26}\\b", "ID")
                .replaceAll("\\b[0-9a-f]{12}\\b", "HASH")
                .replaceAll("\\d+ to \\d+", "N")
                .replaceAll("\\d+", "N")
                .replaceAll("-{3,}", "---")
                .replaceAll(" {2,}", "  ")
                .strip())
        .toList();
  }
}
