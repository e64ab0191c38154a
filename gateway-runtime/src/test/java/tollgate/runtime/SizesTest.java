package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Every Java file of the checkout stays short enough to be read in one sitting. */
class SizesTest {
  private static final int LONG_FILE = 400;
  private static final int LONGEST_FILE = 500;
  private static final int LONGEST_METHOD = 50;
  private static final int MOST_PARAMETERS = 6;

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  @Test
  void nothingIsTooLong() throws IOException {
    var objections = new ArrayList<String>();
    var sources = new ArrayList<Source>();
    for (Path file : javaFiles()) {
      var source = new Source(Checkout.top().relativize(file).toString(), Files.readString(file));
      sources.add(source);
      long lines = source.text().lines().count();
      if (lines > LONGEST_FILE) {
        objections.add(
            "%s has %d lines, %d are allowed; find its second idea and give it a file"
                .formatted(source.name(), lines, LONGEST_FILE));
      } else if (lines > LONG_FILE) {
        System.out.println("long file: %s has %d lines".formatted(source.name(), lines));
      }
    }
    objections.addAll(objectionsTo(sources));

    assertEquals("", String.join("\n", objections));
  }

  @Test
  void namesTheMethodAndItsLine() throws IOException {
    String body = "    step();\n".repeat(LONGEST_METHOD);
    String source = "class Long {\n  void walk() {\n" + body + "  }\n}\n";

    assertEquals(
        List.of("Long.java:2 method walk has 52 lines, 50 are allowed; name its parts as methods"),
        objectionsTo(List.of(new Source("Long.java", source))));
  }

  @Test
  void countsParametersButNotThoseOfRecords() throws IOException {
    String seven = "(int a, int b, int c, int d, int e, int f, int g)";
    String source =
        "record Wide%s {\n  Wide%s { }\n  void call%s {}\n}\n".formatted(seven, "", seven);

    List<String> objections = objectionsTo(List.of(new Source("Wide.java", source)));

    assertEquals(
        List.of(
            "Wide.java:3 method call has 7 parameters, 6 are allowed; make some of them a record"),
        objections);
  }

  private static List<Path> javaFiles() throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        Checkout.top(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skip = name.equals("target") || name.startsWith(".");
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertTrue(files.size() > 10, () -> "found too few files under " + Checkout.top());
    return files;
  }

  /** What the compiler is given to read. */
  private static final class Source extends SimpleJavaFileObject {
    private final String name;
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('\\', '/')), JavaFileObject.Kind.SOURCE);
      this.name = name;
      this.text = text;
    }

    String name() {
      return name;
    }

    String text() {
      return text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** All sources in one task: to start a compiler costs more than to read a file. */
  private static List<String> objectionsTo(List<Source> sources) throws IOException {
    var task = (JavacTask) COMPILER.getTask(null, null, problem -> {}, null, null, sources);
    var positions = Trees.instance(task).getSourcePositions();
    var objections = new ArrayList<String>();
    int read = 0;
    for (CompilationUnitTree unit : task.parse()) {
      String name = unit.getSourceFile().toUri().getPath().substring(1);
      new MethodScanner(name, unit, positions, objections).scan(unit, null);
      read++;
    }
    assertEquals(sources.size(), read, "sources read");
    return objections;
  }

  private static final class MethodScanner extends TreePathScanner<Void, Void> {
    private final String name;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> objections;

    MethodScanner(
        String name, CompilationUnitTree unit, SourcePositions positions, List<String> objections) {
      this.name = name;
      this.unit = unit;
      this.positions = positions;
      this.objections = objections;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      long first = lineOf(positions.getStartPosition(unit, method));
      long lines = lineOf(positions.getEndPosition(unit, method)) - first + 1;
      if (lines > LONGEST_METHOD) {
        objections.add(
            "%s:%d method %s has %d lines, %d are allowed; name its parts as methods"
                .formatted(name, first, method.getName(), lines, LONGEST_METHOD));
      }
      int parameters = method.getParameters().size();
      if (parameters > MOST_PARAMETERS && !isConstructorOfRecord(method)) {
        objections.add(
            "%s:%d method %s has %d parameters, %d are allowed; make some of them a record"
                .formatted(name, first, method.getName(), parameters, MOST_PARAMETERS));
      }
      return super.visitMethod(method, null);
    }

    private boolean isConstructorOfRecord(MethodTree method) {
      Tree owner = getCurrentPath().getParentPath().getLeaf();
      return owner instanceof ClassTree type
          && type.getKind() == Tree.Kind.RECORD
          && method.getName().contentEquals("<init>");
    }

    private long lineOf(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
