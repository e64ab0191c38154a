package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.dist.kit.Program;
import tollgate.dist.kit.TestTree;

/** The templates for containers, proxies and tunnels, held against what they speak of. */
@DisabledOnOs(OS.WINDOWS)
class DeployIT {
  private static final Path TREE = TestTree.built().home();
  private static final Path HEALTHY = TREE.resolve("deploy/healthy");
  private static final String ROOT = "/opt/tollgate";

  private static final String CONNECTION =
      """
      map $http_upgrade $tollgate_connection {
          default upgrade;
          '' '';
      }
      """;

  private static String template(String name) throws IOException {
    return Files.readString(TREE.resolve("deploy").resolve(name));
  }

  private static String settings() throws IOException {
    return Files.readString(TREE.resolve("docs/reference/settings.md"));
  }

  /** The port the gateway listens at where nobody says another. */
  private static String port() throws IOException {
    Matcher port =
        Pattern.compile("#port = (\\d+)")
            .matcher(Files.readString(TREE.resolve("conf/tollgate.toml")));
    assertTrue(port.find());
    return port.group(1);
  }

  // -- the container

  private record Instruction(String name, List<String> words) {}

  private static List<Instruction> containerfile() throws IOException {
    var instructions = new ArrayList<Instruction>();
    for (String line : template("Containerfile").replace("\\\n", " ").lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        List<String> words = Arrays.asList(line.strip().split("\\s+", -1));
        instructions.add(new Instruction(words.getFirst(), words.subList(1, words.size())));
      }
    }
    return instructions;
  }

  private static List<String> words(String instruction) throws IOException {
    return containerfile().stream()
        .filter(one -> one.name().equals(instruction))
        .flatMap(one -> one.words().stream())
        .toList();
  }

  private static Map<String, String> variables() throws IOException {
    var variables = new LinkedHashMap<String, String>();
    for (String assignment : words("ENV")) {
      String[] parts = assignment.split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    return variables;
  }

  /** What the image has below {@link #ROOT}, by the name it has in the tree. */
  private static Map<String, String> copied() throws IOException {
    var copied = new LinkedHashMap<String, String>();
    for (Instruction copy : containerfile()) {
      if (copy.name().equals("COPY")) {
        String target = copy.words().getLast();
        for (String source : copy.words().subList(0, copy.words().size() - 1)) {
          copied.put(target.endsWith("/") ? target + source : target, source);
        }
      }
    }
    return copied;
  }

  @Test
  void theImageGetsWhatTheZipHasAtThePlaceItHasThere() throws IOException {
    for (var copy : copied().entrySet()) {
      String source = copy.getValue();
      Path inTree =
          source.equals("runtime")
              ? TREE.resolveSibling("runtime") // of the zip with a Java of its own
              : TREE.resolve(source);
      assertTrue(Files.exists(inTree), source);
      assertEquals(ROOT + "/" + source, copy.getKey());
    }
    for (String needed : List.of("bin", "lib", "runtime", "plugins", "policies", "conf")) {
      assertTrue(copied().containsValue(needed), needed);
    }
  }

  @Test
  void theImageStartsAndAsksForItsHealthByWhatItHas() throws IOException {
    assertEquals(List.of("[\"" + ROOT + "/bin/tollgate\"]"), words("ENTRYPOINT"));
    assertEquals("[\"" + ROOT + "/deploy/healthy\"]", words("HEALTHCHECK").getLast());
    assertTrue(copied().containsKey(ROOT + "/deploy/healthy"));
    assertTrue(Files.isExecutable(HEALTHY));
    assertTrue(Files.readString(HEALTHY).contains("TOLLGATE_LISTENER_PORT:-" + port()));
    assertEquals(List.of(port()), words("EXPOSE"));
    assertEquals(List.of(variables().get("TOLLGATE_DATA_DIR")), words("VOLUME"));
    assertNotEquals("root", words("USER").getLast());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Containerfile", "compose.yaml"})
  void everyVariableIsOne(String name) throws IOException {
    Set<String> providers = Set.of("TOLLGATE_PROVIDER_CLIPROXYAPI_");
    Matcher variable = Pattern.compile("\\b(TOLLGATE_[A-Z_]+)\\s*[:=]").matcher(template(name));
    assertTrue(variable.find());
    do {
      String setting = variable.group(1).replaceFirst("_FILE$", "");
      assertTrue(
          settings().contains("`" + setting + "`")
              || providers.stream()
                  .anyMatch(prefix -> setting.matches(prefix + "(CREDENTIAL|BASE_URL)")),
          setting);
    } while (variable.find());
  }

  @Test
  void theComposedServiceIsForThisMachineAndKeepsItsData() throws IOException {
    String compose = template("compose.yaml");

    assertTrue(compose.contains("- \"127.0.0.1:" + port() + ":" + port() + "\""), compose);
    assertTrue(compose.contains("- data:" + words("VOLUME").getFirst() + "\n"), compose);
    assertTrue(compose.contains("dockerfile: deploy/Containerfile"), compose);
    assertTrue(compose.contains("read_only: true"), compose);
    assertTrue(compose.contains("- /tmp:exec"), "SQLite's library is loaded from there");
    Matcher secret = Pattern.compile("/run/secrets/([a-z-]+)").matcher(compose);
    while (secret.find()) {
      assertTrue(compose.contains("      - " + secret.group(1) + "\n"), secret.group(1));
      assertTrue(
          compose.contains("  " + secret.group(1) + ":\n    file: ./" + secret.group(1) + "\n"),
          secret.group(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"200, 0", "503, 1"})
  void healthyAsksTheGatewayOfThisMachine(int answer, int status) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
    int listening = server.getAddress().getPort();

    assertEquals(status, healthy(listening));
    server.stop(0);
    assertEquals(1, healthy(listening), "nobody listens there now");
  }

  private static int healthy(int port) throws Exception {
    return Program.in(TREE, HEALTHY.toString())
        .with("PATH", "/usr/bin:/bin")
        .with("TOLLGATE_LISTENER_PORT", Integer.toString(port))
        .run()
        .status();
  }

  // -- proxies and tunnels

  @ParameterizedTest
  @ValueSource(strings = {"Caddyfile", "nginx.conf", "cloudflared.yml", "ssh-tunnel.service"})
  void everyWayInTellsToAskForKeysBySettingsThatThereAre(String name) throws IOException {
    String template = template(name);
    Matcher told = Pattern.compile("(?m)^#   ([a-z.-]+) = ").matcher(template);

    assertTrue(template.contains("#   keys.required = \"true\"\n"), "else strangers may call");
    while (told.find()) {
      assertTrue(settings().contains("`" + told.group(1) + "`"), told.group(1));
    }
    assertTrue(template.contains("127.0.0.1:" + port()), template);
  }

  /** The directives of the one place that passes requests on. */
  private static Map<String, String> nginx() throws IOException {
    Matcher location =
        Pattern.compile("(?s)location ~ \\^/\\(v1\\|v1beta\\|api\\)/ \\{(.*?)\\n    }")
            .matcher(template("nginx.conf"));
    assertTrue(location.find());
    var directives = new LinkedHashMap<String, String>();
    for (String line : location.group(1).lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        assertTrue(line.endsWith(";"), line);
        String[] parts = line.substring(0, line.length() - 1).split(" ", 2);
        String[] field = parts[1].split(" ", 2);
        boolean isField = parts[0].equals("proxy_set_header");
        directives.put(isField ? field[0] : parts[0], isField ? field[1] : parts[1]);
      }
    }
    return directives;
  }

  @Test
  void nginxPassesEventsOnAtOnceAndUnchanged() throws IOException {
    assertEquals(
        Map.ofEntries(
            Map.entry("proxy_pass", "http://127.0.0.1:" + port()),
            Map.entry("proxy_http_version", "1.1"),
            Map.entry("Host", "$host"),
            Map.entry("X-Forwarded-For", "$remote_addr"),
            Map.entry("X-Forwarded-Proto", "$scheme"),
            Map.entry("Upgrade", "$http_upgrade"),
            Map.entry("Connection", "$tollgate_connection"),
            Map.entry("proxy_buffering", "off"),
            Map.entry("proxy_cache", "off"),
            Map.entry("proxy_request_buffering", "off"),
            Map.entry("gzip", "off"),
            Map.entry("client_max_body_size", "26m"),
            Map.entry("proxy_connect_timeout", "5s"),
            Map.entry("proxy_read_timeout", "1h"),
            Map.entry("proxy_send_timeout", "1h"),
            Map.entry("proxy_next_upstream", "off")),
        nginx());
    assertTrue(template("nginx.conf").contains(CONNECTION));
    assertTrue(
        template("nginx.conf").contains("    listen 443 ssl http2;\n"),
        "before 1.25.1 there is no other way to say it");
    assertTrue(template("nginx.conf").contains("location / {\n        return 404;"));
    assertBraces(template("nginx.conf"));
  }

  @Test
  void caddyPassesEventsOnAtOnceAndUnchanged() throws IOException {
    String caddy = template("Caddyfile");

    for (String line :
        List.of(
            "@model path /v1/* /v1beta/* /api/*",
            "reverse_proxy 127.0.0.1:" + port() + " {",
            "flush_interval -1",
            "header_up X-Forwarded-For {remote_host}",
            "lb_retries 0",
            "compression off",
            "response_header_timeout 20m",
            "read_timeout 1h",
            "max_size 26MB",
            "respond 404")) {
      assertTrue(caddy.lines().map(String::strip).anyMatch(line::equals), line);
    }
    assertBraces(caddy);
  }

  private static void assertBraces(String text) {
    assertEquals(
        text.chars().filter(one -> one == '{').count(),
        text.chars().filter(one -> one == '}').count());
  }

  @Test
  void cloudflaredPassesTheModelApiOnAndNothingElse() throws IOException {
    List<String> services =
        template("cloudflared.yml")
            .lines()
            .filter(line -> line.contains("service: "))
            .map(line -> line.replaceFirst(".*service: ", ""))
            .toList();

    assertEquals(List.of("http://127.0.0.1:" + port(), "http_status:404"), services);
    assertTrue(template("cloudflared.yml").contains("path: ^/(v1|v1beta|api)/\n"));
  }

  @Test
  void theSshTunnelEndsWhereItIsOfNoUseAndComesBack() throws IOException {
    String unit = template("ssh-tunnel.service");

    for (String part :
        List.of(
            "-o ExitOnForwardFailure=yes ",
            "-o ServerAliveInterval=15 ",
            "-R 127.0.0.1:" + port() + ":127.0.0.1:" + port() + " ",
            "\nRestart=always\n",
            "#   admin.require-token = true\n")) {
      assertTrue(unit.contains(part), part);
    }
  }
}
