package sample.transform;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import tollgate.api.GatewayPlugin;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.api.provider.SettingSpec;

/** Providers of the type "house": they speak openai-chat and want a key and a team. */
public final class HousePlugin implements GatewayPlugin, ProviderTransform {
  @Override
  public List<ProviderTransform> providerTransforms() {
    return List.of(this);
  }

  @Override
  public String id() {
    return "house";
  }

  @Override
  public List<SettingSpec> settingsSchema() {
    return List.of(new SettingSpec("team", "The team that is charged.", false, "everyone"));
  }

  @Override
  public Provider open(ProviderSettings settings) {
    return new Opened(settings);
  }

  private record Opened(ProviderSettings settings) implements Provider {
    @Override
    public Set<DialectId> dialects() {
      return Set.of(new DialectId("openai-chat"));
    }

    @Override
    public OutboundRequest prepare(OutboundCall call) {
      Headers headers = call.head().headers().with("x-house-team", settings.values().get("team"));
      String key = settings.credential();
      return OutboundRequest.of(call, key.isEmpty() ? headers : headers.with("x-house-key", key));
    }

    @Override
    public ReplyNotes notes(ReplyHead head) {
      Fault fault = head.status() >= 500 ? Fault.BROKEN : Fault.NONE;
      return new ReplyNotes("", head.headers().first("x-call"), List.of(), fault, Duration.ZERO);
    }
  }
}
