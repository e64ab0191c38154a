package tollgate.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a settings file: its values, the sections below it and its lists of sections, by name
 * and in the file's order.
 */
record Section(
    Origin origin,
    Map<String, Given> values,
    Map<String, Section> sections,
    Map<String, List<Section>> lists) {

  static Section empty(Origin origin) {
    return new Section(origin, Map.of(), Map.of(), Map.of());
  }

  /** The sections of one list; none when there is no such list. */
  List<Section> list(String name) {
    return lists.getOrDefault(name, List.of());
  }

  /** Every value in this section and below it by its dotted path, lists of sections left aside. */
  Map<String, Given> flat() {
    var paths = new LinkedHashMap<String, Given>();
    collect("", paths);
    return paths;
  }

  private void collect(String prefix, Map<String, Given> paths) {
    values.forEach((name, given) -> paths.put(prefix + name, given));
    sections.forEach((name, section) -> section.collect(prefix + name + ".", paths));
  }
}
