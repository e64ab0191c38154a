package tollgate.runtime.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tollgate.runtime.wire.ExchangeService;

/**
 * Which service answers which path: an exact path beats a prefix, a longer prefix beats a shorter.
 * Paths compare as sent, still percent-encoded.
 */
public final class PathTable {

  private final Map<String, ExchangeService> exact;
  private final TreeMap<String, ExchangeService> prefixes;

  private PathTable(Builder builder) {
    this.exact = Map.copyOf(builder.exact);
    this.prefixes = new TreeMap<>(builder.prefixes);
  }

  /** An empty table to fill. */
  public static Builder builder() {
    return new Builder();
  }

  /** The service for a path. */
  Optional<ExchangeService> find(String path) {
    ExchangeService service = exact.get(path);
    if (service != null) {
      return Optional.of(service);
    }
    // A prefix of the path sorts at or before it; the first that fits on the way back is longest.
    for (var entry : prefixes.headMap(path, true).descendingMap().entrySet()) {
      if (path.startsWith(entry.getKey())) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a path has a segment that means "here" or "one up". A server that resolves it would
   * leave the prefix by which the path was admitted.
   */
  static boolean climbs(String path) {
    if (path.indexOf('.') < 0 && path.indexOf('%') < 0) {
      return false;
    }
    for (String segment : path.split("/", -1)) {
      int parameter = segment.indexOf(';');
      String name = parameter < 0 ? segment : segment.substring(0, parameter);
      String plain = name.replace("%2e", ".").replace("%2E", ".");
      if (plain.equals(".") || plain.equals("..")) {
        return true;
      }
    }
    return false;
  }

  /** Collects the rows of a table. */
  public static final class Builder {
    private final Map<String, ExchangeService> exact = new HashMap<>();
    private final Map<String, ExchangeService> prefixes = new HashMap<>();

    private Builder() {}

    /** One path and no other. */
    public Builder exact(String path, ExchangeService service) {
      return put(exact, path, service);
    }

    /** Every path that begins so; end it with a slash. */
    public Builder prefix(String prefix, ExchangeService service) {
      return put(prefixes, prefix, service);
    }

    private Builder put(Map<String, ExchangeService> rows, String path, ExchangeService service) {
      if (rows.putIfAbsent(path, service) != null) {
        throw new IllegalArgumentException("two services at " + path);
      }
      return this;
    }

    /** The table. */
    public PathTable build() {
      return new PathTable(this);
    }
  }
}
