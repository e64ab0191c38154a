package tollgate.runtime.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tollgate.api.GatewayPlugin;
import tollgate.api.dialect.Dialect;
import tollgate.api.face.Face;
import tollgate.api.intake.UsageSource;
import tollgate.api.pricing.PricingSource;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.tool.ToolDetector;

/**
 * The eight lists of one plugin. Lists, names and paths are read once, while the plugin is being
 * started: nothing that it says later changes what it was admitted with.
 */
record Contributions(
    List<Contribution<ToolDetector>> detectors,
    List<Contribution<Dialect>> dialects,
    List<Contribution<ProviderTransform>> transforms,
    List<Contribution<AccountSource>> accountSources,
    List<Contribution<QuotaProbe>> quotaProbes,
    List<Contribution<PricingSource>> pricingSources,
    List<Contribution<UsageSource>> usageSources,
    List<Contribution<Face>> faces,
    List<DialectPath> paths,
    List<Claim> claims) {

  /** Reads what a started plugin brings; whatever it throws is the caller's to report. */
  static Contributions of(String id, GatewayPlugin plugin, PluginGuard guard) {
    var dialects =
        list(id, plugin.dialects(), dialect -> dialect.id().value()).stream()
            .map(plain -> Watched.dialect(plain, guard))
            .toList();
    var paths =
        dialects.stream()
            .flatMap(dialect ->
                dialect.value().endpoints().stream()
                    .map(endpoint -> DialectPath.of(endpoint, dialect)))
            .toList();
    var faces = list(id, plugin.faces(), Face::id);
    var unclaimed =
        new Contributions(
            list(id, plugin.toolDetectors(), ToolDetector::tool),
            dialects,
            list(id, plugin.providerTransforms(), ProviderTransform::id).stream()
                .map(plain -> Watched.transform(plain, guard))
                .toList(),
            list(id, plugin.accountSources(), AccountSource::id).stream()
                .map(plain -> Watched.accounts(plain, guard))
                .toList(),
            list(id, plugin.quotaProbes(), QuotaProbe::vendor).stream()
                .map(plain -> Watched.probe(plain, guard))
                .toList(),
            list(id, plugin.pricingSources(), PricingSource::id).stream()
                .map(plain -> Watched.prices(plain, guard))
                .toList(),
            list(id, plugin.usageSources(), UsageSource::id),
            faces,
            paths,
            List.of());
    return unclaimed.withClaims();
  }

  private static <T> List<Contribution<T>> list(
      String pluginId, List<T> values, Function<T, String> name) {
    return values.stream()
        .map(value -> new Contribution<>(pluginId, name.apply(value), value))
        .toList();
  }

  /** Everything that can be called, in the order of the API's entry page. */
  List<PluginPart> all() {
    var all = new ArrayList<PluginPart>();
    add(all, Claim.Kind.TOOL, detectors);
    add(all, Claim.Kind.DIALECT, dialects);
    add(all, Claim.Kind.PROVIDER, transforms);
    add(all, Claim.Kind.ACCOUNT_SOURCE, accountSources);
    add(all, Claim.Kind.QUOTA_PROBE, quotaProbes);
    add(all, Claim.Kind.PRICING_SOURCE, pricingSources);
    add(all, Claim.Kind.USAGE_SOURCE, usageSources);
    add(all, Claim.Kind.FACE, faces);
    return all;
  }

  private static <T> void add(
      List<PluginPart> all, Claim.Kind kind, List<Contribution<T>> contributions) {
    contributions.forEach(one -> all.add(PluginPart.of(kind, one)));
  }

  private Contributions withClaims() {
    var claims = new ArrayList<Claim>();
    claim(claims, Claim.Kind.TOOL, detectors);
    claim(claims, Claim.Kind.DIALECT, dialects);
    paths.forEach(path -> claims.add(new Claim(Claim.Kind.ENDPOINT, path.toString())));
    claim(claims, Claim.Kind.PROVIDER, transforms);
    claim(claims, Claim.Kind.ACCOUNT_SOURCE, accountSources);
    claim(claims, Claim.Kind.QUOTA_PROBE, quotaProbes);
    claim(claims, Claim.Kind.PRICING_SOURCE, pricingSources);
    claim(claims, Claim.Kind.USAGE_SOURCE, usageSources);
    claim(claims, Claim.Kind.FACE, faces);
    for (Contribution<Face> face : faces) {
      face.value()
          .resources()
          .forEach(resource ->
              claims.add(
                  new Claim(
                      Claim.Kind.RESOURCE,
                      resource.method() + " " + PathPattern.compile(resource.path()))));
    }
    return new Contributions(
        detectors,
        dialects,
        transforms,
        accountSources,
        quotaProbes,
        pricingSources,
        usageSources,
        faces,
        paths,
        List.copyOf(claims));
  }

  private static <T> void claim(
      List<Claim> claims, Claim.Kind kind, List<Contribution<T>> contributions) {
    contributions.forEach(one -> claims.add(new Claim(kind, one.name())));
  }
}
