package tollgate.runtime.upstream;

import java.util.Optional;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.config.ProviderAuth;

/** A provider that gets its credential in the field the operator says, not in that of its type. */
final class CredentialInField implements Provider {

  private final Provider provider;
  private final ProviderAuth auth;
  private final String value;

  /**
   * @param provider opened without a credential, so that it sends none
   */
  CredentialInField(Provider provider, ProviderAuth auth, String credential) {
    this.provider = provider;
    this.auth = auth;
    this.value = auth.value(credential);
  }

  @Override
  public Set<DialectId> dialects() {
    return provider.dialects();
  }

  @Override
  public OutboundRequest prepare(OutboundCall call) {
    OutboundRequest request = provider.prepare(call);
    Headers headers = request.headers().with(auth.field(), value);
    return new OutboundRequest(request.target(), headers, request.edits());
  }

  @Override
  public ReplyNotes notes(ReplyHead head) {
    return provider.notes(head);
  }

  @Override
  public ReplyNotes notes(ReplyHead head, JsonView body) {
    return provider.notes(head, body);
  }

  @Override
  public boolean sockets() {
    return provider.sockets();
  }

  @Override
  public Optional<Exchange> exchange() {
    return provider.exchange();
  }

  @Override
  public void close() {
    provider.close();
  }
}
