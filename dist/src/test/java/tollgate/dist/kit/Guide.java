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

/** A page of {@code docs/guide}: what its reader is told to type, and what she is told to see. */
public final class Guide {
  private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w*)\n(.*?)```");
  private static final String PROMPT = "$ tollgate ";

  private final String text;

  private Guide(String text) {
    this.text = text;
  }

  /**
   * A command with its output.
   *
   * @param arguments what stands behind {@code tollgate}
   * @param output the lines that the page shows; those behind one of three dots are left out
   */
  public record Shown(List<String> arguments, List<String> output) {}

  /** The page of that name. */
  public static Guide page(String name) throws IOException {
    return new Guide(Files.readString(Path.of("..", "docs", "guide", name)));
  }

  /** The blocks of a language, in their order. */
  public List<String> blocks(String language) {
    var blocks = new ArrayList<String>();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      if (block.group(1).equals(language)) {
        blocks.add(block.group(2));
      }
    }
    return blocks;
  }

  /** The commands that are shown as typed at a prompt, in their order. */
  public List<Shown> typed() {
    var shown = new ArrayList<Shown>();
    for (String block : blocks("")) {
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
