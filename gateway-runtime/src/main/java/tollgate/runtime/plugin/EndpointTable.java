package tollgate.runtime.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.dialect.Dialect;

/**
 * Which dialect answers for a request. Asked once per call: an exact path is one look into a map, a
 * pattern a comparison of its fixed parts. Exact paths beat patterns, and of several patterns the
 * one with the longest fixed parts is meant.
 */
public final class EndpointTable {

  private static final Comparator<DialectPath> MOST_FIXED_FIRST =
      Comparator.<DialectPath>comparingInt(entry -> -entry.path().fixedLength())
          .thenComparing(DialectPath::toString);

  private static final class Paths {
    private final Map<String, Contribution<Dialect>> exact = new HashMap<>();
    private final List<DialectPath> patterns = new ArrayList<>();
  }

  private final Map<String, Paths> byMethod = new HashMap<>();

  EndpointTable(List<DialectPath> entries) {
    for (DialectPath entry : entries) {
      Paths paths = byMethod.computeIfAbsent(entry.method(), _ -> new Paths());
      if (entry.path().isExact()) {
        paths.exact.put(entry.path().toString(), entry.dialect());
      } else {
        paths.patterns.add(entry);
      }
    }
    byMethod.values().forEach(paths -> paths.patterns.sort(MOST_FIXED_FIRST));
  }

  /**
   * Finds the dialect of a request.
   *
   * @param method upper case
   * @param path as sent, without the query
   */
  public Optional<Contribution<Dialect>> match(String method, String path) {
    Paths paths = byMethod.get(method);
    if (paths == null) {
      return Optional.empty();
    }
    Contribution<Dialect> exact = paths.exact.get(path);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (DialectPath entry : paths.patterns) {
      if (entry.path().matches(path)) {
        return Optional.of(entry.dialect());
      }
    }
    return Optional.empty();
  }
}
