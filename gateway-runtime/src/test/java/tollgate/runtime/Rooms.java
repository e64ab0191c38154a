package tollgate.runtime;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The floors of the house. Each room is a package below {@code tollgate.runtime}; it may use the
 * rooms named beside it and those that are open to all, and nothing else.
 *
 * <p>Think hard before adding an arrow. A room that needs its neighbour is often two rooms that are
 * one, or one that belongs a floor lower.
 */
final class Rooms {
  static final String HOUSE = "tollgate.runtime";

  /** Open to every other room. Among themselves they look only to the left. */
  private static final String[] OPEN_TO_ALL = {"problem", "event", "metric"};

  private record Room(int floor, Set<String> uses) {}

  private static final Map<String, Room> TABLE = new LinkedHashMap<>();

  static {
    room(10, "cli", "*");
    room(9, "app", "*");

    room(8, "telemetry", "call", "ledger");
    room(8, "http", "call", "wire", "config", "socket");
    room(
        8, "admin", "report intake generation budget key quota ledger task json config".split(" "));
    room(8, "admin", "call", "upstream", "wire"); // running calls, breakers, the client's leg
    room(8, "admin", "session"); // which sessions are asked for
    room(8, "admin", "policy"); // what the operator does with the policies
    room(8, "admin", "plugin"); // what the operator does with the plugins
    room(8, "admin", "access", "rate"); // who asks, and how often
    room(8, "admin", "replay"); // the shape of what a policy would have done
    room(8, "admin", "alert"); // what was told to whom
    room(8, "admin", "backup", "store"); // backups; the database of a gateway that does not run

    room(8, "checkup", "config", "store", "policy", "plugin", "json"); // looks, changes nothing

    room(7, "call", "generation policy relay ledger budget key session".split(" "));
    room(7, "call", "quota price upstream plugin wire json socket".split(" "));
    room(7, "call", "store"); // the ticket of a refused call's row
    room(7, "call", "rate"); // how often a client may call
    room(7, "intake", "generation", "ledger", "quota", "price", "store");

    room(6, "generation", "plugin", "policy", "upstream", "price", "store", "config");
    room(6, "report", "ledger", "policy", "session", "price", "store");
    room(6, "report", "json", "quota"); // the shapes of what it tells; what is left of quotas
    room(6, "replay", "ledger", "policy", "session", "price", "store", "json");
    room(6, "backup", "ledger", "store"); // a backup is looked over before it counts
    room(6, "migrate", "ledger", "store", "json"); // calls that were recorded elsewhere
    room(6, "replay", "budget"); // the windows that are counted in

    room(6, "setup", "config", "connect", "policy", "json"); // writes a first configuration

    room(5, "relay", "upstream", "wire", "budget", "json");
    room(5, "ledger", "budget", "price", "store");
    room(5, "policy", "script", "budget", "json");
    room(5, "key", "budget", "store", "json");
    room(5, "access", "store", "json", "rate"); // who administers
    room(5, "session", "store");
    room(5, "quota", "store");

    room(4, "alert", "json", "task");
    room(4, "upstream", "wire", "config", "json", "socket");
    room(4, "plugin", "config");
    room(4, "script", "config");
    room(4, "store", "config");

    room(3, "wire", "json", "socket"); // an exchange can become a socket
    room(3, "price", "json");
    room(3, "config", "json");
    room(3, "connect", "json"); // the settings of tools
    room(3, "service"); // units of the machine, and who starts them

    room(2, "budget");
    room(2, "json");
    room(2, "rate");
    room(2, "task");
    room(2, "socket");

    room(1, "metric");
    room(1, "event", "problem");
    room(1, "problem");
  }

  private Rooms() {}

  private static void room(int floor, String name, String... uses) {
    var all = new TreeSet<>(Arrays.asList(uses));
    if (TABLE.containsKey(name)) {
      all.addAll(TABLE.get(name).uses());
    }
    TABLE.put(name, new Room(floor, all));
  }

  static Set<String> names() {
    return TABLE.keySet();
  }

  static int floorOf(String room) {
    return TABLE.get(room).floor();
  }

  /** The arrows written in the table, without those to rooms that are open to all. */
  static Set<String> arrowsFrom(String room) {
    return TABLE.get(room).uses();
  }

  /** The room that a class lives in: the first package name below the house. */
  static String roomOf(String className) {
    String rest = className.substring(HOUSE.length() + 1);
    int dot = rest.indexOf('.');
    return dot < 0 ? "" : rest.substring(0, dot);
  }

  /** What is wrong when this class uses something in that room, if anything is. */
  static Optional<String> objectionTo(String className, String usedRoom) {
    String room = roomOf(className);
    if (!TABLE.containsKey(room)) {
      return Optional.of(
          "class %s is in package %s, which has no floor; give it one in Rooms"
              .formatted(className, room.isEmpty() ? HOUSE : HOUSE + "." + room));
    }
    if (room.equals(usedRoom) || !TABLE.containsKey(usedRoom)) {
      return Optional.empty(); // a used room without a floor is reported at its own classes
    }
    if (isOpenToAll(usedRoom) && !isOpenToAll(room)) {
      return Optional.empty();
    }
    int from = floorOf(room);
    int to = floorOf(usedRoom);
    Set<String> uses = arrowsFrom(room);
    if (uses.contains(usedRoom) || (uses.contains("*") && to < from)) {
      return Optional.empty();
    }
    String direction = to > from ? "up" : to == from ? "sideways" : "down without leave";
    return Optional.of(
        "class %s on floor %d looks %s to package %s on floor %d"
            .formatted(className, from, direction, usedRoom, to));
  }

  static boolean isOpenToAll(String room) {
    return Arrays.asList(OPEN_TO_ALL).contains(room);
  }
}
