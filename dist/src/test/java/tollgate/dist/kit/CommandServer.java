package tollgate.dist.kit;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Does what command lines of {@code tollgate} say, one after the other, in a JVM that runs already:
 * guides show a hundred of them, and a JVM for each would take a minute. It is started on the
 * finished tree's modules by {@link CommandWorker}, which is the only one to know it.
 *
 * <p>What a client sends are lines of base64: its folder, its arguments, an empty line, its
 * standard input. What it gets is the exit code, then the output and the errors in base64.
 */
final class CommandServer {
  private static final String CLI = "tollgate.runtime.cli.";

  private CommandServer() {}

  /** Tells its port on standard output, and serves until it is killed. */
  public static void main(String[] none) throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      System.out.flush();
      while (true) {
        try (Socket client = server.accept()) {
          serve(client);
        } catch (IOException gone) {
          System.err.println("a client left: " + gone);
        }
      }
    }
  }

  private static void serve(Socket client) throws Exception {
    var in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    Path folder = Path.of(text(in.readLine()));
    var arguments = new ArrayList<String>();
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      arguments.add(placed(folder, text(line)));
    }
    System.setIn(new ByteArrayInputStream(Base64.getDecoder().decode(in.readLine())));
    var out = new StringWriter();
    var err = new StringWriter();
    int status = run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    String reply = status + "\n" + base64(out.toString()) + "\n" + base64(err.toString()) + "\n";
    client.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A file of the client's folder, where that is what an argument names. */
  private static String placed(Path folder, String argument) {
    boolean file = !argument.isEmpty() && Files.isRegularFile(folder.resolve(argument));
    return file ? folder.resolve(argument).toString() : argument;
  }

  /** As the program's own main method does it, but for the end. */
  private static int run(List<String> arguments, PrintWriter out, PrintWriter err)
      throws ReflectiveOperationException {
    Module runtime = ModuleLayer.boot().findModule("tollgate.runtime").orElseThrow();
    Class<?> program = Class.forName(runtime, CLI + "Program");
    Constructor<?> gateway =
        Class.forName(runtime, CLI + "GatewayProgram").getDeclaredConstructor();
    gateway.setAccessible(true);
    Class<?> shell = Class.forName(runtime, CLI + "CommandShell");
    Object line =
        shell
            .getConstructor(program, PrintWriter.class, PrintWriter.class)
            .newInstance(gateway.newInstance(), out, err);
    Method execute = shell.getMethod("execute", String[].class);
    return (int) execute.invoke(line, (Object) arguments.toArray(String[]::new));
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
