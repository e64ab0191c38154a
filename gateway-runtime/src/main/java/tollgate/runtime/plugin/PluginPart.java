package tollgate.runtime.plugin;

/**
 * One thing that a plugin brings, for those who look how it fares.
 *
 * @param kind what it is, in words
 * @param name what it calls itself
 * @param vitals how it fares; all zeros for kinds that are not counted
 */
public record PluginPart(String kind, String name, Vitals vitals) {

  static PluginPart of(Claim.Kind kind, Contribution<?> contribution) {
    return new PluginPart(kind.word(), contribution.name(), contribution.vitals());
  }
}
