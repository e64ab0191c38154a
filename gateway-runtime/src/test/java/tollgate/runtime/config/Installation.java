package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

/** A machine with an installation on it, laid out in a temporary folder. */
final class Installation {

  private final Path root;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> flags = new LinkedHashMap<>();
  private String configFlag = "";
  private Set<String> types = Set.of("chat", "talk");

  Installation(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(conf());
    Files.createDirectories(working());
  }

  Path conf() {
    return root.resolve("home/conf");
  }

  Path working() {
    return root.resolve("working");
  }

  Path data() {
    return root.resolve("user/.local/share/tollgate");
  }

  Path file() {
    return conf().resolve("tollgate.toml");
  }

  Installation toml(String text) throws IOException {
    Files.writeString(file(), text);
    return this;
  }

  Installation file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  Installation envFile(String text) throws IOException {
    return file("home/conf/.env", text);
  }

  Installation shippedProviders(String text) throws IOException {
    return file("home/conf/providers.toml", text);
  }

  Installation environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Installation flag(String path, String value) {
    flags.put(path, value);
    return this;
  }

  Installation config(String file) {
    configFlag = file;
    return this;
  }

  /** A certificate, as a file of authorities holds it. */
  static String pem() {
    try (InputStream file =
        Installation.class.getResourceAsStream("/tollgate/runtime/upstream/test-identity.p12")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, "changeit".toCharArray());
      byte[] encoded = store.getCertificate(store.aliases().nextElement()).getEncoded();
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(encoded)
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException | IOException broken) {
      throw new AssertionError(broken);
    }
  }

  /** The types of providers that plugins bring. */
  Installation types(String... ids) {
    types = Set.of(ids);
    return this;
  }

  LoadedSettings load() {
    return SettingsLoader.load(sources(), pluginsDir -> types);
  }

  Settings settings() {
    return load().settings();
  }

  List<ProblemReport> problems() {
    return assertThrows(ProblemException.class, this::load).reports();
  }

  SettingSources sources() {
    var places =
        Places.of(
            Places.Platform.LINUX,
            root.resolve("user"),
            environment,
            root.resolve("home"),
            working());
    return new SettingSources(places, environment, configFlag, flags);
  }
}
