package tollgate.runtime.upstream;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.SettingSpec;
import tollgate.runtime.config.ProviderAuth;
import tollgate.runtime.config.ProviderTypes;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.SettingProblem;

/** Opens the providers of one set of settings: all of them, or none and every reason why. */
final class ProviderOpener {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private final Map<String, OpenProvider> before = new HashMap<>();
  private final Map<String, ProviderTransform> transforms = new TreeMap<>();
  private final List<ProblemReport> problems = new ArrayList<>();
  private final List<OpenProvider> fresh = new ArrayList<>();

  ProviderOpener(List<OpenProvider> before, Collection<ProviderTransform> transforms) {
    before.forEach(provider -> this.before.put(provider.id(), provider));
    transforms.forEach(transform -> this.transforms.put(transform.id(), transform));
  }

  List<OpenProvider> open(List<ProviderConfig> configs) {
    checkTogether(configs);
    var open = new ArrayList<OpenProvider>();
    for (ProviderConfig config : configs) {
      open(config).ifPresent(open::add);
    }
    if (!problems.isEmpty()) {
      fresh.forEach(OpenProvider::close);
      throw new ProblemException(problems);
    }
    return open;
  }

  private void checkTogether(List<ProviderConfig> configs) {
    var ids = new HashSet<String>();
    int defaults = 0;
    for (ProviderConfig config : configs) {
      if (!ids.add(config.id())) {
        object(config, "another provider has the same id");
      }
      if (config.byDefault() && ++defaults == 2) {
        object(config, "only one provider can be the default, and another already is");
      }
    }
    configs.forEach(
        config -> FallbackRule.objections(config, configs).forEach(why -> object(config, why)));
  }

  private Optional<OpenProvider> open(ProviderConfig config) {
    ProviderTransform transform = transforms.get(config.type());
    if (transform == null) {
      object(config, config.place().path() + ".type: " + ProviderTypes.mustBe(transforms.keySet()));
      return Optional.empty();
    }
    OpenProvider same = before.get(config.id());
    if (same != null && same.isOf(config, transform)) {
      return Optional.of(same);
    }
    return valuesOf(config, transform).flatMap(values -> open(config, transform, values));
  }

  private Optional<OpenProvider> open(
      ProviderConfig config, ProviderTransform transform, Map<String, String> values) {
    if (!ID.matcher(config.id()).matches()) {
      object(config, "an id has lower-case letters, digits, dots, hyphens and underscores");
      return Optional.empty();
    }
    var logins = new ArrayList<Login>();
    try {
      for (NamedCredential credential : credentials(config)) {
        Provider half = opened(config, transform, values, credential.secret());
        logins.add(new Login(credential.name(), half));
      }
    } catch (RuntimeException refused) { // a plugin's no, in its own words
      logins.forEach(one -> one.provider().close());
      object(config, refused.getMessage() == null ? refused.toString() : refused.getMessage());
      return Optional.empty();
    }
    var open = new OpenProvider(config, transform, logins);
    fresh.add(open);
    if (open.provider().exchange().isEmpty() && !isHttp(config.baseUrl())) {
      object(
          config,
          "its address \"" + config.baseUrl() + "\" is not http:// or https:// with a host alone");
      return Optional.empty();
    }
    return Optional.of(open);
  }

  private static List<NamedCredential> credentials(ProviderConfig config) {
    var several = config.routing().credentials();
    return several.isEmpty() ? List.of(new NamedCredential("", config.credential())) : several;
  }

  /** The operator may want the credential sent otherwise than the transform does it, or not. */
  private static Provider opened(
      ProviderConfig config,
      ProviderTransform transform,
      Map<String, String> values,
      String credential) {
    ProviderAuth auth = config.auth();
    String own = auth.leavesItToTheType() ? credential : "";
    Provider provider =
        transform.open(
            new ProviderSettings(config.id(), withoutSlash(config.baseUrl()), own, values));
    return auth.sendsField() ? new CredentialInField(provider, auth, credential) : provider;
  }

  /** The transform's own settings with its defaults; empty when there are some it does not know. */
  private Optional<Map<String, String>> valuesOf(
      ProviderConfig config, ProviderTransform transform) {
    var values = new HashMap<String, String>();
    for (SettingSpec spec : transform.settingsSchema()) {
      values.put(spec.name(), config.values().getOrDefault(spec.name(), spec.defaultValue()));
    }
    Set<String> unknown = new TreeSet<>(config.values().keySet());
    unknown.removeAll(values.keySet());
    if (unknown.isEmpty()) {
      return Optional.of(values);
    }
    object(
        config,
        "its type has no settings "
            + unknown
            + (values.isEmpty() ? "" : "; it has " + new TreeSet<>(values.keySet())));
    return Optional.empty();
  }

  private void object(ProviderConfig config, String why) {
    Events.log(
        ChangeEvent.PROVIDER_CONFIG_INVALID,
        "provider",
        config.id(),
        "path",
        "provider." + config.id(),
        "issues",
        why);
    problems.add(
        SettingProblem.PROVIDER_INVALID.report(config.id(), why).at(config.place().where()));
  }

  private static boolean isHttp(URI base) {
    return ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))
        && base.getHost() != null
        && base.getRawUserInfo() == null
        && base.getRawQuery() == null
        && base.getRawFragment() == null;
  }

  private static URI withoutSlash(URI base) {
    String text = base.toString();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return URI.create(text.substring(0, end));
  }
}
