package tollgate.runtime.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.runtime.problem.SettingProblem;

/**
 * By which proxy an address is reached where its provider does not say: {@code upstream.proxy},
 * else the variables that most programs obey. An address on this machine is reached straight.
 */
final class ProxyRules {

  private final ResolvedSettings settings;
  private final Surroundings around;

  ProxyRules(ResolvedSettings settings, Surroundings around) {
    this.settings = settings;
    this.around = around;
  }

  /** A proxy and who said so. */
  record Choice(OutboundProxy proxy, Origin origin) {}

  /** The proxy for an address; empty where nobody names one for it. */
  Optional<Choice> find(URI address) {
    String host = address.getHost();
    if (host == null || Addresses.isLoopback(host.replaceAll("^\\[|]$", ""))) {
      return Optional.empty();
    }
    Origin set = settings.originOf(SettingTable.UPSTREAM_PROXY);
    if (isGiven(set)) {
      var choice = new Choice(settings.of(SettingTable.UPSTREAM_PROXY), set);
      return Optional.of(choice).filter(any -> !isExempt(address));
    }
    return variable(address.getScheme().toLowerCase(Locale.ROOT) + "_proxy")
        .filter(any -> !isExempt(address))
        .flatMap(this::understood);
  }

  private Optional<Choice> understood(Given variable) {
    Optional<OutboundProxy> proxy = new ProxyKind().parse(variable.text());
    if (proxy.isEmpty()) {
      around
          .findings()
          .problem(
              SettingProblem.CONFIG_BAD_VALUE,
              variable.origin(),
              "proxy",
              Secret.MASK,
              new ProxyKind().expected(),
              "none; proxy = \"none\" keeps a provider out of it");
    }
    return proxy.map(one -> new Choice(one, variable.origin()));
  }

  /** Hosts with all below them, hosts with a port, or {@code *} for all. */
  private boolean isExempt(URI address) {
    List<String> exempt =
        isGiven(settings.originOf(SettingTable.UPSTREAM_NO_PROXY))
            ? settings.of(SettingTable.UPSTREAM_NO_PROXY)
            : variable("no_proxy")
                .map(given -> Stream.of(given.text().split("[,\\s]+", -1)).toList())
                .orElse(List.of());
    return exempt.stream().anyMatch(entry -> covers(entry, address));
  }

  private static boolean covers(String entry, URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    String wanted = entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
    if (wanted.equals("*") || wanted.isEmpty()) {
      return !wanted.isEmpty();
    }
    String port = ":" + portOf(address);
    String name =
        wanted.endsWith(port) ? wanted.substring(0, wanted.length() - port.length()) : wanted;
    String bare = name.replaceAll("^\\[|]$", "");
    return host.equals(bare) || host.endsWith("." + bare);
  }

  private static int portOf(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }

  /** Programs differ in which spelling they believe; the small one is the elder. */
  private Optional<Given> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .flatMap(spelling -> Stream.ofNullable(around.variables().get(spelling)))
        .filter(given -> !given.text().isBlank())
        .findFirst();
  }

  private static boolean isGiven(Origin origin) {
    return !origin.where().equals(Origin.DEFAULT);
  }
}
