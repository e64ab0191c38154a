package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.runtime.app.AdminApiPage;
import tollgate.runtime.cli.CommandsPage;
import tollgate.runtime.config.SettingsPage;
import tollgate.runtime.config.SettingsTemplate;
import tollgate.runtime.event.EventsPage;
import tollgate.runtime.metric.MetricsPage;
import tollgate.runtime.plugin.PluginApiPage;
import tollgate.runtime.plugin.PluginsPage;
import tollgate.runtime.policy.PolicyApiPage;
import tollgate.runtime.problem.ErrorsPage;
import tollgate.runtime.report.DatabasePage;

/**
 * The pages that tell what the code's tables hold are written from those tables and checked in.
 * Start it with {@code -Dreference=write} to write them anew.
 */
class ReferencePagesTest {

  private static final boolean WRITE = "write".equals(System.getProperty("reference"));
  private static final Map<String, Supplier<String>> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("docs/reference/settings.md", SettingsPage::render);
    PAGES.put("docs/reference/errors.md", ErrorsPage::render);
    PAGES.put("docs/reference/events.md", EventsPage::render);
    PAGES.put("docs/reference/metrics.md", MetricsPage::render);
    PAGES.put("docs/reference/database.md", DatabasePage::render);
    PAGES.put("docs/reference/commands.md", CommandsPage::render);
    PAGES.put("docs/reference/plugins.md", () -> PluginsPage.render(Checkout.top()));
    PAGES.put("docs/reference/admin-api.md", AdminApiPage::render);
    PAGES.put("docs/reference/plugin-api.md", () -> PluginApiPage.render(Checkout.top()));
    PAGES.put("docs/reference/policy-api.md", () -> PolicyApiPage.render(Checkout.top()));
    PAGES.put("docs/README.md", () -> ContentsPage.render(Checkout.top().resolve("docs")));
    PAGES.put("dist/src/main/conf/tollgate.toml", SettingsTemplate::render);
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhatTheTableSays(String name) throws IOException {
    Path file = Checkout.top().resolve(name);
    String fresh = PAGES.get(name).get();
    if (WRITE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, fresh);
    }

    assertEquals(
        fresh,
        Files.exists(file) ? Files.readString(file) : "",
        name
            + " is stale; write it anew with: ./mvnw -q test -pl gateway-runtime -am"
            + " -Dtest=ReferencePagesTest -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dreference=write");
  }

  static Iterable<String> names() {
    return PAGES.keySet();
  }
}
