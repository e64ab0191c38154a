package tollgate.provider.demo;

import tollgate.api.json.Json;

/** Server-sent events. */
final class Sse {

  private Sse() {}

  /** An event with a name. */
  static String named(String name, Json data) {
    return "event: " + name + "\ndata: " + JsonWriter.write(data) + "\n\n";
  }

  /** An event of data only. */
  static String data(String data) {
    return "data: " + data + "\n\n";
  }
}
