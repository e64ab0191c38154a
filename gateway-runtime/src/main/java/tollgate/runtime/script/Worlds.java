package tollgate.runtime.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Makes the worlds that scripts live in. One for all; safe for several threads. Its engine is left
 * to the garbage collector: closing it would wait for scripts that do not listen, and so would the
 * end of the process.
 */
final class Worlds {

  static final String LANGUAGE = "js";
  static final String MODULE = "application/javascript+module";

  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("js.esm-eval-returns-exports", "true"),
          Map.entry("js.disable-eval", "true"),
          Map.entry("js.load", "false"),
          Map.entry("js.print", "false"),
          Map.entry("js.console", "false"),
          Map.entry("js.graal-builtin", "false"),
          Map.entry("js.polyglot-builtin", "false"),
          Map.entry("js.java-package-globals", "false"),
          Map.entry("js.shared-array-buffer", "false"),
          Map.entry("js.intl-402", "false"),
          // What one operation can take in one piece, before anyone could notice.
          Map.entry("js.string-length-limit", "1000000"),
          Map.entry("js.max-typed-array-length", "0"));

  private final Engine engine;
  private final long statements;
  private final ScriptHost.Prelude prelude;
  private final Source code;
  private final Source order;

  Worlds(long statements, ScriptHost.Prelude prelude) {
    this.statements = statements;
    this.prelude = prelude;
    this.code = internal("prelude", prelude.code());
    this.order = internal("world", order());
    this.engine =
        Engine.newBuilder(LANGUAGE)
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .in(InputStream.nullInputStream())
            .build();
    Brake.fit(engine);
  }

  private static Source internal(String name, String code) {
    return Source.newBuilder(LANGUAGE, code, name).internal(true).buildLiteral();
  }

  private static String order() {
    try (InputStream file = Worlds.class.getResourceAsStream("world.js")) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks world.js");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException("the jar's world.js cannot be read", unreadable);
    }
  }

  /** What runs all worlds. */
  Engine engine() {
    return engine;
  }

  /** A new world that can see these modules and nothing else. */
  Context open(Map<String, String> library) {
    var builder =
        Context.newBuilder(LANGUAGE)
            .engine(engine)
            .allowAllAccess(false)
            .allowHostAccess(HostAccess.NONE)
            .allowHostClassLookup(name -> false)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .allowCreateThread(false)
            .allowCreateProcess(false)
            .allowNativeAccess(false)
            .allowIO(IOAccess.newBuilder().fileSystem(new ModuleShelf(library)).build())
            .allowExperimentalOptions(true)
            .options(OPTIONS)
            .resourceLimits(ResourceLimits.newBuilder().statementLimit(statements, null).build());
    Context world = builder.build();
    try {
      Value globals = world.getBindings(LANGUAGE);
      prelude.functions().forEach((name, function) -> globals.putMember(name, Views.of(function)));
      world.eval(code);
      world.eval(order);
      world.resetLimits();
      return world;
    } catch (RuntimeException unusable) {
      world.close(true);
      throw unusable;
    }
  }
}
