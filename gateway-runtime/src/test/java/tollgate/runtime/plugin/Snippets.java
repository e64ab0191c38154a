package tollgate.runtime.plugin;

/** Members of plugin classes that several tests use. */
public final class Snippets {
  private Snippets() {}

  /** A detector that never recognises anybody. */
  public static String detector(String tool) {
    return """
    public List<ToolDetector> toolDetectors() {
      return List.of(new ToolDetector() {
        public String tool() { return "%s"; }
        public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
          return Optional.empty();
        }
      });
    }
    """
        .formatted(tool);
  }

  /** A dialect that answers for one path and understands nothing. */
  static String dialect(String id, String path) {
    return """
    public List<Dialect> dialects() {
      return List.of(new Dialect() {
        public DialectId id() { return new DialectId("%s"); }
        public List<Endpoint> endpoints() { return List.of(Endpoint.post("%s")); }
        public RequestFacts read(ClientHead head, JsonView body) {
          return RequestFacts.unread();
        }
        public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) { return List.of(); }
        public WireReply refuse(Refusal refusal, Manner manner) { return null; }
        public ReplyReader reader(RequestFacts facts, ReplyHead head) { return null; }
      });
    }
    """
        .formatted(id, path);
  }
}
