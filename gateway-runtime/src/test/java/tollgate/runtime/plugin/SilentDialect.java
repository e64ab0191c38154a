package tollgate.runtime.plugin;

import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.WireReply;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/** A dialect nobody may ask anything. */
final class SilentDialect implements Dialect {

  @Override
  public DialectId id() {
    return DialectId.NONE;
  }

  @Override
  public List<Endpoint> endpoints() {
    throw new AssertionError("endpoints are read when the plugin is started, and never again");
  }

  @Override
  public RequestFacts read(ClientHead head, JsonView body) {
    throw new AssertionError("not asked here");
  }

  @Override
  public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) {
    throw new AssertionError("not asked here");
  }

  @Override
  public WireReply refuse(Refusal refusal, Manner manner) {
    throw new AssertionError("not asked here");
  }

  @Override
  public ReplyReader reader(RequestFacts facts, ReplyHead head) {
    throw new AssertionError("not asked here");
  }
}
