package tollgate.runtime.checkup;

import java.util.List;

/**
 * Whether the Java this runs on is one the gateway is built for.
 *
 * @param feature its feature release
 * @param words its version and where it lies
 */
public record JavaCheck(int feature, String words) implements Check {
  private static final int NEEDED = 25;

  /** The Java this runs on. */
  public static JavaCheck here() {
    return new JavaCheck(
        Runtime.version().feature(),
        "Java " + Runtime.version() + " in " + System.getProperty("java.home", "?"));
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public List<Finding> run() {
    return List.of(
        feature >= NEEDED
            ? Finding.pass(words + ".")
            : Finding.fail(
                words + " is older than " + NEEDED + ".",
                "",
                "Install a JDK " + NEEDED + " and name its folder in TOLLGATE_JAVA_HOME."));
  }
}
