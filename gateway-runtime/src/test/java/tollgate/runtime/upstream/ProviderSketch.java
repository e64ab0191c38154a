package tollgate.runtime.upstream;

import java.net.URI;
import java.util.List;
import java.util.Map;
import tollgate.runtime.config.ProviderAuth;
import tollgate.runtime.config.ProviderConnection;
import tollgate.runtime.config.ProviderDress;
import tollgate.runtime.config.ProviderModels;
import tollgate.runtime.config.ProviderPaths;
import tollgate.runtime.config.ProviderPlace;

/**
 * A provider's configuration as a test says it: for any model and path, direct, without credential,
 * fallback and settings of its own, until told otherwise. Each method changes this sketch.
 */
public final class ProviderSketch {
  private final String id;
  private final String type;
  private URI baseUrl = URI.create("http://127.0.0.1:9");
  private String credential = "";
  private ProviderAuth auth = ProviderAuth.OWN;
  private ProviderModels models = ProviderModels.ANY;
  private ProviderPaths paths = ProviderPaths.ALL;
  private ProviderDress dress = ProviderDress.PLAIN;
  private ProviderConnection connection = ProviderConnection.DIRECT;
  private boolean byDefault;
  private Map<String, String> values = Map.of();
  private Routing routing = Routing.PLAIN;
  private ProviderPlace place = ProviderPlace.NOWHERE;

  private ProviderSketch(String id, String type) {
    this.id = id;
    this.type = type;
  }

  /** A provider of that name, opened by the transform of that id. */
  public static ProviderSketch of(String id, String type) {
    return new ProviderSketch(id, type);
  }

  /** Where it is; by default where nobody listens. */
  public ProviderSketch at(URI url) {
    baseUrl = url;
    return this;
  }

  /** What the gateway authenticates with, and how. */
  public ProviderSketch credential(String secret, ProviderAuth how) {
    credential = secret;
    auth = how;
    return this;
  }

  /** The models it serves. */
  public ProviderSketch models(ProviderModels served) {
    models = served;
    return this;
  }

  /** Models whose names begin so; none for any. */
  public ProviderSketch serving(String... beginnings) {
    return models(ProviderModels.serving(beginnings));
  }

  /** The paths it serves, and where they go. */
  public ProviderSketch paths(ProviderPaths served) {
    paths = served;
    return this;
  }

  /** Paths it serves, under their own names. */
  public ProviderSketch on(String... served) {
    return paths(new ProviderPaths(List.of(served), ""));
  }

  /** What is changed in every request. */
  public ProviderSketch dress(ProviderDress changes) {
    dress = changes;
    return this;
  }

  /** How connections to it are made. */
  public ProviderSketch connection(ProviderConnection made) {
    connection = made;
    return this;
  }

  /** Takes what nobody else claims. */
  public ProviderSketch byDefault() {
    return byDefault(true);
  }

  /** Whether it takes what nobody else claims. */
  public ProviderSketch byDefault(boolean does) {
    byDefault = does;
    return this;
  }

  /** The transform's own settings. */
  public ProviderSketch values(Map<String, String> own) {
    values = own;
    return this;
  }

  /** Where its calls may go beside. */
  public ProviderSketch routing(Routing ways) {
    routing = ways;
    return this;
  }

  /** Where it stands in the settings. */
  public ProviderSketch place(ProviderPlace written) {
    place = written;
    return this;
  }

  /** The configuration so told. */
  public ProviderConfig config() {
    return new ProviderConfig(
        id,
        type,
        baseUrl,
        credential,
        auth,
        models,
        paths,
        dress,
        connection,
        byDefault,
        values,
        routing,
        place);
  }
}
