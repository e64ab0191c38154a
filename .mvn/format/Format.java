import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Holds every Java file of the checkout to one format. The root pom starts it on JDK 25, because
 * the JVM that runs Maven may be older than our sources.
 *
 * <p>Arguments: {@code check | write | off} and the top folder.
 */
class Format {
  public static void main(String[] args) throws IOException {
    String mode = args[0];
    Path top = Path.of(args[1]).toRealPath();
    if (mode.equals("off")) {
      return;
    }
    if (!mode.equals("check") && !mode.equals("write")) {
      fail("-Dformat=" + mode + " is unknown; use check, write or off.");
    }

    var misfits = new ConcurrentSkipListSet<String>();
    javaFiles(top).parallelStream().forEach(file -> treat(mode, top, file, misfits));

    if (!misfits.isEmpty()) {
      fail(
          "Not in the project's Java format:\n  "
              + String.join("\n  ", misfits)
              + "\nMend with: ./mvnw -q -N initialize -Dformat=write");
    }
  }

  private static void treat(
      String mode, Path top, Path file, ConcurrentSkipListSet<String> misfits) {
    String name = top.relativize(file).toString();
    try {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(source);
      if (source.equals(formatted)) {
        return;
      }
      if (mode.equals("write")) {
        Files.writeString(file, formatted);
        System.out.println("formatted " + name);
      } else {
        misfits.add(name);
      }
    } catch (FormatterException e) {
      misfits.add(name + " (cannot be parsed: " + e.getMessage().strip() + ")");
    } catch (IOException e) {
      misfits.add(name + " (cannot be read or written: " + e + ")");
    }
  }

  private static List<Path> javaFiles(Path top) throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = dir.getFileName().toString();
            boolean skip = name.equals("target") || name.equals(".git") || name.equals(".idea");
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(1);
  }
}
