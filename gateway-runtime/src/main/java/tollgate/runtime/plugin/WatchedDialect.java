package tollgate.runtime.plugin;

import java.util.List;
import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.WireReply;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.dialect.ModelList;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.SocketDialect;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/**
 * A dialect whose reading of each request is counted; what else it is asked goes to it directly. It
 * is never set aside: nobody else could say in its language why.
 */
record WatchedDialect(Contribution<Dialect> plain, PluginGuard guard) implements Dialect {

  @Override
  public DialectId id() {
    return plain.value().id();
  }

  @Override
  public List<Endpoint> endpoints() {
    return plain.value().endpoints();
  }

  @Override
  public RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    return guard.attend(plain, () -> plain.value().read(head, body));
  }

  @Override
  public boolean carriesFiles() {
    return plain.value().carriesFiles();
  }

  @Override
  public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) {
    return plain.value().adapt(facts, wanted);
  }

  @Override
  public String adaptPath(ClientHead head, Wanted wanted) {
    return plain.value().adaptPath(head, wanted);
  }

  @Override
  public WireReply refuse(Refusal refusal, Manner manner) {
    return plain.value().refuse(refusal, manner);
  }

  @Override
  public ReplyReader reader(RequestFacts facts, ReplyHead head) {
    return plain.value().reader(facts, head);
  }

  @Override
  public Optional<ModelList> models() {
    return plain.value().models();
  }

  @Override
  public Optional<SocketDialect> socket() {
    return plain.value().socket();
  }
}
