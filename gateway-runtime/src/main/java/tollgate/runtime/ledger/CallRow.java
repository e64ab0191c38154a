package tollgate.runtime.ledger;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tollgate.api.call.Identity;
import tollgate.api.json.Json;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.ledger.CallOpening.Decided;
import tollgate.runtime.ledger.CallOpening.Groups;
import tollgate.runtime.ledger.CallOpening.What;
import tollgate.runtime.ledger.CallOpening.Who;
import tollgate.runtime.store.Columns;

/**
 * A row as it is first written.
 *
 * @param id the row's number
 * @param opening what is known of the call
 * @param state PENDING or REFUSED
 */
record CallRow(long id, CallOpening opening, State state) {

  /** How many characters of a name are kept. */
  static final int NAME = 128;

  /** How many characters of a longer text are kept. */
  static final int TEXT = 512;

  /** How many characters of an error's message are kept. */
  static final int MESSAGE = 300;

  private static final Columns<Identity> IDENTITY =
      new Columns<Identity>()
          .text("tool", NAME, Identity::tool)
          .text("tool_version", NAME, Identity::version)
          .text("evidence", NAME, identity -> word(identity.evidence()))
          .text("proof", NAME, Identity::proof)
          .text("instance", NAME, Identity::instance)
          .text("session", NAME, Identity::session)
          .text("agent", NAME, Identity::agent)
          .text("parent_agent", NAME, Identity::parentAgent);

  private static final Columns<Who> WHO =
      new Columns<Who>()
          .all(IDENTITY, Who::identity)
          .text("key_id", NAME, Who::keyId)
          .text("key_name", NAME, Who::keyName)
          .text("peer", NAME, Who::peer)
          .text("user_agent", TEXT, Who::userAgent);

  private static final Columns<What> WHAT =
      new Columns<What>()
          .text("dialect", NAME, what -> what.dialect().value())
          .text("method", NAME, What::method)
          .text("path", TEXT, What::path)
          .number("streamed", what -> what.streamed() ? 1 : 0)
          .number("tool_results", what -> what.toolResults().count())
          .text("last_result", NAME, what -> what.toolResults().newest())
          .text("requested_model", NAME, What::requestedModel);

  /** How many characters of all agents down to the one that asks are kept. */
  private static final int LINEAGE = 2_048;

  /** Labels are few and short; see the words of policies. */
  private static final int TAGS = 65_536;

  private static final Columns<Groups> GROUPS =
      new Columns<Groups>()
          .text("root", NAME, Groups::root)
          .text("lineage", LINEAGE, Groups::lineage)
          .text("tags", TAGS, groups -> json(groups.tags()));

  private static final Columns<Decided> DECIDED =
      new Columns<Decided>()
          .text("routed_model", NAME, Decided::routedModel)
          .text("provider", NAME, Decided::provider)
          .text("policy_generation", NAME, Decided::policyGeneration)
          .text("price_version", NAME, Decided::priceVersion)
          .number("hold_nanos", decided -> decided.hold().nanos());

  /** How the row is written. */
  static final Columns<CallRow> COLUMNS =
      new Columns<CallRow>()
          .number("id", CallRow::id)
          .text("call_id", NAME, row -> row.opening.id().text())
          .text("origin", NAME, row -> row.opening.origin())
          .text("state", NAME, row -> row.state.word())
          .number("arrived_at", row -> row.opening.arrivedAt().toEpochMilli())
          .text("model", NAME, CallRow::model)
          .number("queue_nanos", row -> row.opening.queueNanos())
          .all(WHO, row -> row.opening.who())
          .all(WHAT, row -> row.opening.what())
          .all(GROUPS, row -> row.opening.groups())
          .all(DECIDED, row -> row.opening.decided());

  /** The model the call is counted under as long as no reply has named one. */
  String model() {
    String routed = opening.decided().routedModel();
    return routed.isEmpty() ? opening.what().requestedModel() : routed;
  }

  /** Who called, as the roll-ups divide calls. */
  Entry.Caller caller() {
    Identity identity = opening.who().identity();
    return new Entry.Caller(
        clipped(identity.tool()),
        clipped(identity.instance()),
        clipped(opening.who().keyId()),
        new Entry.Agent(
            clipped(identity.session()),
            clipped(identity.agent()),
            clipped(identity.parentAgent()),
            !opening.what().toolResults().newest().isEmpty()));
  }

  /** What the call counts under, by the names the database keeps. */
  Map<String, String> axes() {
    Identity identity = opening.who().identity();
    var axes = new HashMap<String, String>();
    axes.put(Axes.TOOL, clipped(identity.tool()));
    axes.put(Axes.INSTANCE, clipped(identity.instance()));
    axes.put(Axes.SESSION, clipped(identity.session()));
    axes.put(Axes.AGENT, clipped(identity.agent()));
    axes.put(Axes.KEY, clipped(opening.who().keyId()));
    axes.put(Axes.PROVIDER, clipped(opening.decided().provider()));
    axes.put(Axes.MODEL, clipped(opening.decided().routedModel()));
    axes.put(Axes.ROOT, clipped(opening.groups().root()));
    axes.put(Axes.LINEAGE, Columns.cut(opening.groups().lineage(), LINEAGE));
    opening.groups().tags().forEach((name, value) -> axes.put(Axes.TAG + name, value));
    return axes;
  }

  private static String json(Map<String, String> tags) {
    var members = new LinkedHashMap<String, Json>();
    new TreeMap<>(tags).forEach((name, value) -> members.put(name, Json.text(value)));
    return Json.encode(new Json.Obj(members));
  }

  /** A name as the database keeps it; the sums must be under the very same. */
  static String clipped(String name) {
    return Columns.cut(name, NAME);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
