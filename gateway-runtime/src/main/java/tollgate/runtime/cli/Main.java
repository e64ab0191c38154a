package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the program starts. */
public final class Main {

  private Main() {}

  /** Runs one command line. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new CommandShell(new GatewayProgram(), out, err).execute(args));
  }
}
