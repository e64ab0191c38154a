package tollgate.runtime.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Recorded event streams, each as it came and with every other kind of line end. */
final class Recordings {

  private static final List<String> NAMES = List.of("chat.sse", "messages.sse", "odd.sse");

  private Recordings() {}

  static List<String> all() {
    var streams = new ArrayList<String>();
    for (String name : NAMES) {
      String stream = read(name);
      streams.add(stream);
      streams.add(stream.replace("\n", "\r\n"));
      streams.add(stream.replace("\n", "\r"));
      streams.add("\uFEFF" + stream);
      streams.add(stream.replace("data: ", "data:"));
      streams.add(stream.stripTrailing());
    }
    return streams;
  }

  static String read(String name) {
    try (InputStream in = Recordings.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
