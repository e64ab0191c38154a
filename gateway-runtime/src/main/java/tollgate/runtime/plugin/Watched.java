package tollgate.runtime.plugin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.ReplyHead;
import tollgate.api.dialect.Dialect;
import tollgate.api.json.JsonView;
import tollgate.api.net.HttpCaller;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.PricingSource;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.SettingSpec;
import tollgate.api.quota.Account;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.quota.QuotaWindow;

/**
 * Contributions that are asked through the guard without their callers knowing. Detectors are not
 * among them: whoever asks those has an answer for when they fail.
 */
final class Watched {
  private Watched() {}

  /** A transform that fails one call at a time, and none for a while after many. */
  static Contribution<ProviderTransform> transform(
      Contribution<ProviderTransform> plain, PluginGuard guard) {
    return with(plain, new Transform(plain, guard));
  }

  /** A dialect whose readings of requests are counted; calls do not go on without one. */
  static Contribution<Dialect> dialect(Contribution<Dialect> plain, PluginGuard guard) {
    return with(plain, new WatchedDialect(plain, guard));
  }

  static Contribution<PricingSource> prices(Contribution<PricingSource> plain, PluginGuard guard) {
    return with(plain, new Prices(plain, guard));
  }

  static Contribution<QuotaProbe> probe(Contribution<QuotaProbe> plain, PluginGuard guard) {
    return with(plain, new Probe(plain, guard));
  }

  static Contribution<AccountSource> accounts(
      Contribution<AccountSource> plain, PluginGuard guard) {
    return with(plain, new Accounts(plain, guard));
  }

  private static <T> Contribution<T> with(Contribution<T> plain, T watched) {
    return new Contribution<>(plain.pluginId(), plain.name(), watched, plain.vitals());
  }

  private record Transform(Contribution<ProviderTransform> plain, PluginGuard guard)
      implements ProviderTransform {
    @Override
    public String id() {
      return plain.name();
    }

    @Override
    public List<SettingSpec> settingsSchema() {
      return plain.value().settingsSchema();
    }

    @Override
    public Provider open(ProviderSettings settings) {
      return new Opened(plain, plain.value().open(settings), guard);
    }
  }

  private record Opened(Contribution<ProviderTransform> plain, Provider provider, PluginGuard guard)
      implements Provider {
    @Override
    public Set<DialectId> dialects() {
      return provider.dialects();
    }

    @Override
    public boolean sockets() {
      return provider.sockets();
    }

    @Override
    public OutboundRequest prepare(OutboundCall call) {
      return guard.demand(plain, () -> provider.prepare(call));
    }

    /** What was sent is heard to its end, whatever happened to other calls meanwhile. */
    @Override
    public ReplyNotes notes(ReplyHead head) {
      return guard.attend(plain, () -> provider.notes(head));
    }

    @Override
    public ReplyNotes notes(ReplyHead head, JsonView body) {
      return guard.attend(plain, () -> provider.notes(head, body));
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

  private record Prices(Contribution<PricingSource> plain, PluginGuard guard)
      implements PricingSource {
    @Override
    public String id() {
      return plain.name();
    }

    @Override
    public int rank() {
      return plain.value().rank();
    }

    @Override
    public Optional<PriceSheet> fetch(String lastVersion) throws IOException {
      return guard.attend(plain, () -> plain.value().fetch(lastVersion));
    }
  }

  private record Probe(Contribution<QuotaProbe> plain, PluginGuard guard) implements QuotaProbe {
    @Override
    public String vendor() {
      return plain.name();
    }

    @Override
    public List<QuotaWindow> probe(Account account, HttpCaller caller) throws IOException {
      return guard.attend(plain, () -> plain.value().probe(account, caller));
    }
  }

  private record Accounts(Contribution<AccountSource> plain, PluginGuard guard)
      implements AccountSource {
    @Override
    public String id() {
      return plain.name();
    }

    @Override
    public List<Account> accounts() throws IOException {
      return guard.attend(plain, () -> plain.value().accounts());
    }

    @Override
    public HttpCaller caller(Account account) {
      return plain.value().caller(account);
    }
  }
}
