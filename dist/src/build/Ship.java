import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the build does for the zips that no plugin of Maven does; the pom of dist calls it. */
final class Ship {
  private static final String USE =
      """
      java Ship.java notices FOLDER CLASSPATH
      java Ship.java runtime FOLDER MODULES
      java Ship.java checksums FOLDER
      """;

  private Ship() {}

  public static void main(String[] arguments) throws Exception {
    List<String> rest =
        Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "notices" -> Notices.write(Path.of(rest.get(0)), rest.get(1));
      case "runtime" -> BundledRuntime.make(Path.of(rest.get(0)), rest.get(1));
      case "checksums" -> Checksums.write(Path.of(rest.get(0)));
      default -> throw new IllegalArgumentException(USE);
    }
  }
}
