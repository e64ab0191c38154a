package tollgate.dist.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * One page's blocks of shell, typed into one shell in their order, so that a later one sees what an
 * earlier one made. The shell ends at the first command that fails; a refusal over HTTP is one.
 */
public final class GuideSession {
  private static final long PATIENCE_SECONDS = 60;

  /** A stream without an end is looked at for a moment. */
  private static final String BEGINNING =
      """
      curl() {
        case " $* " in
          *" -N "*) command curl --fail-with-body -sS --max-time 1 "$@" || [ $? -eq 28 ] ;;
          *) command curl --fail-with-body -sS "$@" ;;
        esac
      }
      set -e
      """;

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * What came of a page.
   *
   * @param failure what the shell said of the block that failed, and which; empty for none
   * @param outputs what each block printed, in their order, as far as they were typed
   */
  public record Result(String failure, List<String> outputs) {}

  /**
   * A session.
   *
   * @param folder where it begins
   * @param environment all that the shell sees of one
   */
  public GuideSession(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = new TreeMap<>(environment);
  }

  /**
   * Types the blocks.
   *
   * @param grounded puts what is there in the place of what a page only means as an example
   */
  public Result type(List<Guide.Block> blocks, UnaryOperator<String> grounded)
      throws IOException, InterruptedException {
    Path outputs = Files.createTempDirectory("guide");
    var script = new StringBuilder(BEGINNING);
    for (int i = 0; i < blocks.size(); i++) {
      script
          .append("{\n")
          .append(grounded.apply(blocks.get(i).text()))
          .append("} > '")
          .append(outputs.resolve(Integer.toString(i)))
          .append("'\n");
    }
    Path said = outputs.resolve("errors");
    Process shell = begin(Files.writeString(outputs.resolve("script"), script), said);
    boolean ended = shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    shell.destroyForcibly();
    List<String> printed = printed(outputs, blocks.size());
    boolean well = ended && shell.exitValue() == 0;
    return new Result(well ? "" : failure(blocks, printed, said, ended), printed);
  }

  private Process begin(Path script, Path errors) throws IOException {
    var builder = new ProcessBuilder("bash", script.toString());
    builder.directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(errors.toFile());
    return builder.start();
  }

  private static List<String> printed(Path outputs, int blocks) throws IOException {
    var printed = new ArrayList<String>();
    for (int i = 0; i < blocks; i++) {
      Path file = outputs.resolve(Integer.toString(i));
      if (Files.exists(file)) {
        printed.add(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return printed;
  }

  private static String failure(
      List<Guide.Block> blocks, List<String> printed, Path said, boolean ended) throws IOException {
    Guide.Block last = blocks.get(Math.max(0, printed.size() - 1));
    return "the block of line "
        + last.line()
        + (ended ? " fails:\n" : " does not end:\n")
        + last.text()
        + (printed.isEmpty() ? "" : printed.getLast())
        + Files.readString(said);
  }
}
