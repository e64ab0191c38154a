package tollgate.api.call;

import java.util.Map;

/**
 * Everything that later stages, detectors and policies may know of a request's body. A dialect
 * reads it in one pass; afterwards nobody looks at the body again.
 *
 * @param dialect who read it
 * @param model the model as the client named it, empty when it named none
 * @param provider the gateway-only body field {@code provider}, empty when absent
 * @param dearerTier the service tier asked for where it may cost more than the ordinary one, in the
 *     word by which {@link tollgate.api.usage.Usage#serviceTier} tells that it was billed; empty
 *     where none was asked for, or one that costs no more
 * @param billable whether the call costs money and gets a ledger row; counting tokens and listing
 *     models do not
 * @param streaming whether the client asked for events
 * @param maxOutputTokens the client's output limit, 0 when it set none
 * @param answers how many answers the client asked for at once; the output limit is of each
 * @param thinkingTokens the client's budget for hidden reasoning, 0 when it set none
 * @param hiddenOutput whether the answer may use output of which no event tells before the last
 *     ones, such as reasoning that the model keeps to itself; under a cap such a stream is bounded
 *     by {@link tollgate.api.dialect.Wanted#maxOutputTokens} like an answer in one piece
 * @param messages how many messages the prompt holds
 * @param tools how many tools the client offers
 * @param promptBytes bytes of the body that a model reads (texts, tool definitions), for estimates
 * @param continued whether the request only adds to a conversation that the provider keeps: the
 *     model then reads more than {@code promptBytes} tell
 * @param toolResults what tools answered so far
 * @param edges the edges of the prompt
 * @param hints short texts and flags that a detector or this dialect's reader needs later, by RFC
 *     6901 pointer of the body, for example {@code /metadata/user_id}; values at most 1,024
 *     characters
 * @since 1.0
 */
public record RequestFacts(
    DialectId dialect,
    String model,
    String provider,
    String dearerTier,
    boolean billable,
    boolean streaming,
    long maxOutputTokens,
    int answers,
    long thinkingTokens,
    boolean hiddenOutput,
    int messages,
    int tools,
    long promptBytes,
    boolean continued,
    ToolResults toolResults,
    PromptEdges edges,
    Map<String, String> hints) {

  /** The longest value a hint may hold. */
  public static final int HINT_LIMIT = 1024;

  /** Facts never change after they are read. */
  public RequestFacts {
    answers = Math.max(1, answers);
    hints = Map.copyOf(hints);
  }

  /** Facts of a call that no dialect reads: no model, no cost. */
  public static RequestFacts unread() {
    return new Builder(DialectId.NONE).build();
  }

  /** Starts facts with nothing known but the dialect; billable until said otherwise. */
  public static Builder of(DialectId dialect) {
    return new Builder(dialect).billable(true);
  }

  /** The hint at a pointer, empty text when there is none. */
  public String hint(String pointer) {
    return hints.getOrDefault(pointer, "");
  }

  /** Collects facts one by one; not safe for several threads. */
  public static final class Builder {
    private final DialectId dialect;
    private String model = "";
    private String provider = "";
    private String dearerTier = "";
    private boolean billable;
    private boolean streaming;
    private long maxOutputTokens;
    private int answers = 1;
    private long thinkingTokens;
    private boolean hiddenOutput;
    private int messages;
    private int tools;
    private long promptBytes;
    private boolean continued;
    private ToolResults toolResults = ToolResults.NONE;
    private PromptEdges edges = PromptEdges.NONE;
    private final java.util.HashMap<String, String> hints = new java.util.HashMap<>();

    private Builder(DialectId dialect) {
      this.dialect = dialect;
    }

    /** The model as the client named it. */
    public Builder model(String value) {
      model = value;
      return this;
    }

    /** The body's {@code provider} field. */
    public Builder provider(String value) {
      provider = value;
      return this;
    }

    /** The service tier asked for where it may cost more than the ordinary one. */
    public Builder dearerTier(String value) {
      dearerTier = value;
      return this;
    }

    /** Whether the call costs money. */
    public Builder billable(boolean value) {
      billable = value;
      return this;
    }

    /** Whether the client asked for events. */
    public Builder streaming(boolean value) {
      streaming = value;
      return this;
    }

    /** The client's output limit. */
    public Builder maxOutputTokens(long value) {
      maxOutputTokens = value;
      return this;
    }

    /** How many answers the client asked for at once; fewer than one are one. */
    public Builder answers(long value) {
      answers = Math.clamp(value, 1, Integer.MAX_VALUE);
      return this;
    }

    /** The client's budget for hidden reasoning. */
    public Builder thinkingTokens(long value) {
      thinkingTokens = value;
      return this;
    }

    /** Whether the answer may use output of which no event tells before the last ones. */
    public Builder hiddenOutput(boolean value) {
      hiddenOutput = value;
      return this;
    }

    /** How many messages the prompt holds. */
    public Builder messages(int value) {
      messages = value;
      return this;
    }

    /** How many tools the client offers. */
    public Builder tools(int value) {
      tools = value;
      return this;
    }

    /** Bytes of the body that a model reads. */
    public Builder promptBytes(long value) {
      promptBytes = value;
      return this;
    }

    /** Whether the request only adds to a conversation that the provider keeps. */
    public Builder continued(boolean value) {
      continued = value;
      return this;
    }

    /** What tools answered so far. */
    public Builder toolResults(ToolResults value) {
      toolResults = value;
      return this;
    }

    /** The edges of the prompt. */
    public Builder edges(PromptEdges value) {
      edges = value;
      return this;
    }

    /** Keeps a short value under its pointer; an empty one is dropped. */
    public Builder hint(String pointer, String value) {
      if (!value.isEmpty()) {
        hints.put(pointer, value.length() <= HINT_LIMIT ? value : value.substring(0, HINT_LIMIT));
      }
      return this;
    }

    /** The facts as collected so far. */
    public RequestFacts build() {
      return new RequestFacts(
          dialect,
          model,
          provider,
          dearerTier,
          billable,
          streaming,
          maxOutputTokens,
          answers,
          thinkingTokens,
          hiddenOutput,
          messages,
          tools,
          promptBytes,
          continued,
          toolResults,
          edges,
          hints);
    }
  }
}
