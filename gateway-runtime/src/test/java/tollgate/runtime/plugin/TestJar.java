package tollgate.runtime.plugin;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Writes plugin jars for tests: real ones, compiled from the given sources, unless the test takes
 * something away.
 *
 * <pre>{@code
 * TestJar.plugin("tool.acme").body("public void close() { … }").into(folder);
 * }</pre>
 */
public final class TestJar {
  private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED =
      new ConcurrentHashMap<>();

  private final String packageName;
  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final Map<String, String> sources = new TreeMap<>();
  private final Map<String, byte[]> extras = new TreeMap<>();
  private final List<String> without = new ArrayList<>();
  private String file;
  private String requires = "requires tollgate.api;";
  private String body = "";

  private TestJar(String id) {
    this.packageName = "test." + id.replace('-', '.');
    this.file = id + ".jar";
    manifest.put("Plugin-Id", id);
    manifest.put("Plugin-Version", "1.2.3");
    manifest.put("Plugin-Requires", ">=1.0.0 & <2.0.0");
  }

  /** A jar whose plugin brings nothing yet. */
  public static TestJar plugin(String id) {
    return new TestJar(id);
  }

  /** Copies the jar of the invented vendor into a folder. */
  public static Path invented(Path folder) {
    try {
      Path jar = jarOf("tollgate/invented/AcmePlugin.class");
      return Files.copy(jar, folder.resolve("invented.jar"));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The jar on the class path that holds an entry. */
  private static Path jarOf(String entry) {
    try {
      String address = ClassLoader.getSystemResource(entry).toURI().getRawSchemeSpecificPart();
      return Path.of(new URI(address.substring(0, address.indexOf("!/"))));
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public TestJar file(String name) {
    file = name;
    return this;
  }

  public TestJar manifest(String name, String value) {
    manifest.put(name, value);
    return this;
  }

  TestJar requires(String module) {
    requires += " requires " + module + ";";
    return this;
  }

  /** Members of the plugin's class. */
  public TestJar body(String members) {
    body = members;
    return this;
  }

  TestJar entry(String name, String text) {
    return entry(name, text.getBytes(StandardCharsets.UTF_8));
  }

  TestJar entry(String name, byte[] bytes) {
    extras.put(name, bytes);
    return this;
  }

  TestJar without(String entry) {
    without.add(entry);
    return this;
  }

  String packagePath() {
    return packageName.replace('.', '/');
  }

  public Path into(Path folder) {
    sources.put(
        "module-info.java",
        "module %s { %s provides tollgate.api.GatewayPlugin with %s.P; }"
            .formatted(packageName, requires, packageName));
    sources.put(
        packagePath() + "/P.java",
        """
        package %s;
        import java.util.*;
        import java.nio.file.*;
        import tollgate.api.*;
        import tollgate.api.call.*;
        import tollgate.api.dialect.*;
        import tollgate.api.json.*;
        import tollgate.api.tool.*;
        public final class P implements GatewayPlugin { %s }
        """
            .formatted(packageName, body));
    return write(folder, compile(sources));
  }

  /** A module that is nobody's plugin, with a class that has one static method. */
  static Path library(Path folder, String module, boolean named) {
    return library(folder, module, named, "hello");
  }

  /** The same with another word to say. */
  static Path library(Path folder, String module, boolean named, String word) {
    var sources = new TreeMap<String, String>();
    if (named) {
      sources.put("module-info.java", "module %s { exports %s; }".formatted(module, module));
    }
    sources.put(
        module.replace('.', '/') + "/L.java",
        "package %s; public final class L { public static String hello() { return \"%s\"; } }"
            .formatted(module, word));
    var jar = new TestJar(module).file(module + ".jar");
    jar.manifest.clear();
    return jar.write(folder, compile(sources));
  }

  /** The same as {@link #into}, compiled against the libraries that lie there already. */
  Path besideLibraries(Path folder) {
    return against(folder).into(folder);
  }

  /** Compiled against the libraries of a folder. */
  TestJar against(Path folder) {
    sources.put("libraries", folder.toString());
    return this;
  }

  private Path write(Path folder, Map<String, byte[]> classes) {
    var entries = new TreeMap<>(classes);
    entries.putAll(extras);
    entries.keySet().removeAll(without);
    var attributes = new Manifest();
    attributes.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(attributes.getMainAttributes()::putValue);
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes, attributes)) {
      for (var entry : entries.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    try {
      Files.createDirectories(folder);
      return Files.write(folder.resolve(file), bytes.toByteArray());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Map<String, byte[]> compile(Map<String, String> sources) {
    return COMPILED.computeIfAbsent(
        Map.copyOf(sources),
        texts -> {
          try {
            return compileIn(Files.createTempDirectory("test-jar"), texts);
          } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
          }
        });
  }

  private static Map<String, byte[]> compileIn(Path folder, Map<String, String> sources)
      throws IOException {
    String modulePath = apiLocation();
    var arguments = new ArrayList<String>();
    for (var source : sources.entrySet()) {
      if (source.getKey().equals("libraries")) {
        modulePath += File.pathSeparator + source.getValue();
      } else {
        Path file = folder.resolve("src").resolve(source.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, source.getValue());
        arguments.add(file.toString());
      }
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    arguments.addAll(List.of("-proc:none", "-d", classes.toString(), "-p", modulePath));
    var messages = new StringWriter();
    int failed =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                new PrintWriter(messages),
                new PrintWriter(messages),
                arguments.toArray(String[]::new));
    if (failed != 0) {
      throw new IllegalStateException(messages + " in " + sources);
    }
    return read(classes);
  }

  private static Map<String, byte[]> read(Path classes) throws IOException {
    var found = new TreeMap<String, byte[]>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return found;
  }

  private static String apiLocation() {
    return Path.of(
            ModuleRules.parentLayer()
                .configuration()
                .findModule("tollgate.api")
                .flatMap(module -> module.reference().location())
                .orElseThrow())
        .toString();
  }
}
