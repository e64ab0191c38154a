package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A room uses lower floors only, and of those only the rooms that {@link Rooms} grants it. */
class FloorsTest {
  @Test
  void everyClassUsesOnlyWhatItsRoomMay() {
    var objections = new TreeSet<String>();
    for (CompiledClass type : CompiledClass.ofRuntime()) {
      Rooms.objectionTo(type.name(), Rooms.roomOf(type.name())).ifPresent(objections::add);
      for (String used : type.uses()) {
        if (used.startsWith(Rooms.HOUSE + ".")) {
          Rooms.objectionTo(type.name(), Rooms.roomOf(used)).ifPresent(objections::add);
        }
      }
    }

    assertTrue(
        objections.isEmpty(),
        () ->
            String.join("\n", objections)
                + "\n"
                + "Move the class, hand the value down as an argument, or argue for an arrow in"
                + " Rooms.");
  }

  @Test
  void theTableItselfOnlyPointsDown() {
    for (String room : Rooms.names()) {
      for (String used : Rooms.arrowsFrom(room)) {
        boolean down =
            used.equals("*")
                || Rooms.floorOf(used) < Rooms.floorOf(room)
                || (Rooms.isOpenToAll(used) && Rooms.isOpenToAll(room));
        assertTrue(down, () -> "Rooms lets %s look up to %s; turn it round".formatted(room, used));
      }
    }
  }

  @Test
  void noPackagesUseEachOtherInACircle() {
    assertEquals(List.of(), circleAmong(CompiledClass.ofRuntime()), "a circle in tollgate.runtime");
    assertEquals(List.of(), circleAmong(CompiledClass.ofApi()), "a circle in tollgate.api");
  }

  @Test
  void saysWhoLooksWhere() {
    assertEquals(
        "class tollgate.runtime.json.Tree on floor 2 looks up to package store on floor 4",
        Rooms.objectionTo("tollgate.runtime.json.Tree", "store").orElseThrow());
    assertEquals(
        "class tollgate.runtime.key.Keys on floor 5 looks sideways to package ledger on floor 5",
        Rooms.objectionTo("tollgate.runtime.key.Keys", "ledger").orElseThrow());
    assertEquals(
        "class tollgate.runtime.http.Door on floor 8 looks down without leave to package store on"
            + " floor 4",
        Rooms.objectionTo("tollgate.runtime.http.Door", "store").orElseThrow());
    assertEquals(
        "class tollgate.runtime.util.Things is in package tollgate.runtime.util, which has no"
            + " floor; give it one in Rooms",
        Rooms.objectionTo("tollgate.runtime.util.Things", "json").orElseThrow());
    assertTrue(Rooms.objectionTo("tollgate.runtime.store.Pool", "event").isEmpty());
    assertTrue(Rooms.objectionTo("tollgate.runtime.app.Plan", "store").isEmpty());
  }

  @Test
  void findsACircle() {
    var one = new CompiledClass("a.One", Set.of("b.Two"));
    var two = new CompiledClass("b.Two", Set.of("c.Three"));
    var three = new CompiledClass("c.Three", Set.of("a.One"));

    assertEquals(List.of("a", "b", "c", "a"), circleAmong(List.of(one, two, three)));
  }

  /**
   * The packages of one circle in order, the first repeated at the end; empty when there is none.
   */
  private static List<String> circleAmong(List<CompiledClass> classes) {
    Map<String, Set<String>> uses = new TreeMap<>();
    Map<String, String> packageOf = new TreeMap<>();
    classes.forEach(type -> packageOf.put(type.name(), type.packageName()));
    for (CompiledClass type : classes) {
      Set<String> used = uses.computeIfAbsent(type.packageName(), name -> new TreeSet<>());
      type.uses().stream().filter(packageOf::containsKey).map(packageOf::get).forEach(used::add);
      used.remove(type.packageName());
    }
    var done = new TreeSet<String>();
    for (String start : uses.keySet()) {
      List<String> circle = follow(start, uses, new ArrayList<>(), done);
      if (!circle.isEmpty()) {
        return circle;
      }
    }
    return List.of();
  }

  private static List<String> follow(
      String at, Map<String, Set<String>> uses, List<String> path, Set<String> done) {
    if (path.contains(at)) {
      var circle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
      circle.add(at);
      return circle;
    }
    if (!done.contains(at)) {
      path.add(at);
      for (String next : uses.get(at)) {
        List<String> circle = follow(next, uses, path, done);
        if (!circle.isEmpty()) {
          return circle;
        }
      }
      path.removeLast();
      done.add(at);
    }
    return List.of();
  }
}
