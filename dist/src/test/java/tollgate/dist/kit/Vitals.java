package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a gateway's process holds of its machine.
 *
 * @param descriptors its open files and sockets; 0 where the machine does not tell
 * @param threads its threads, those of Java itself among them; 0 where the machine does not tell
 * @param metaspace bytes of classes
 */
public record Vitals(long descriptors, long threads, long metaspace) {

  /** As they are now. */
  public static Vitals of(GatewayProcess gateway) throws IOException {
    Path process = Path.of("/proc", Long.toString(gateway.pid()));
    return new Vitals(
        count(process.resolve("fd")),
        count(process.resolve("task")),
        (long) metric(gateway, "jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"}"));
  }

  private static long count(Path entries) throws IOException {
    if (!Files.isDirectory(entries)) {
      return 0;
    }
    try (Stream<Path> list = Files.list(entries)) {
      return list.count();
    }
  }

  /** The same, had so many sockets been closed. */
  public Vitals withoutDescriptors(int closed) {
    return new Vitals(Math.max(0, descriptors - closed), threads, metaspace);
  }

  /** Checks that it is no more than before, but for some room for what comes and goes. */
  public void holdsNoMoreThan(Vitals before) {
    assertTrue(descriptors <= before.descriptors + 10, this + " after " + before);
    assertTrue(threads <= before.threads + 20, this + " after " + before);
    assertTrue(metaspace <= before.metaspace + (16 << 20), this + " after " + before);
  }

  /** The value of a metric, with its labels in the name; 0 where it is not there. */
  public static double metric(GatewayProcess gateway, String name) throws IOException {
    return gateway
        .see("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  /** How many objects of each class its heap holds, of whichever loader the class is. */
  public static Map<String, Long> heap(GatewayProcess gateway) throws Exception {
    return jcmd(gateway, "GC.class_histogram")
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length >= 4 && words[1].matches("\\d+"))
        .collect(Collectors.toMap(words -> words[3], words -> Long.valueOf(words[1]), Long::sum));
  }

  /** Asks its virtual machine something. */
  public static String jcmd(GatewayProcess gateway, String command) throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(jcmd, Long.toString(gateway.pid()), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
