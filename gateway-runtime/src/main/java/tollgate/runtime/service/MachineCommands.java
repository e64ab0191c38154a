package tollgate.runtime.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The programs that {@code PATH} leads to. */
public final class MachineCommands implements Commands {

  @Override
  public Ended run(List<String> words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output.strip());
  }

  @Override
  public int show(List<String> words) throws IOException, InterruptedException {
    return new ProcessBuilder(words).inheritIO().start().waitFor();
  }
}
