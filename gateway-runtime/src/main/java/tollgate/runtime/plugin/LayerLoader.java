package tollgate.runtime.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.ByteBuffer;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tollgate.api.GatewayPlugin;

/**
 * The class loader of one plugin's layer. It knows three places and no fourth: the plugin's own
 * modules, what the API exports, and the JDK. Whatever else is in the gateway, its libraries first
 * of all, cannot be found through it, by name or by reflection.
 *
 * <p>That takes a list of the JDK's packages: the platform loader alone is no wall, because the
 * built-in loaders find every module of the boot layer for one another. The JDK's own {@code
 * defineModulesWithOneLoader} is no wall either, and never lets go of its jars; this one closes
 * them.
 */
final class LayerLoader extends SecureClassLoader implements Closeable {

  static {
    registerAsParallelCapable();
  }

  private static final Set<String> JDK_PACKAGES =
      ModuleLayer.boot().modules().stream()
          .filter(module -> ModuleRules.isOfTheJdk(module.getName()))
          .flatMap(module -> module.getPackages().stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> API_PACKAGES =
      GatewayPlugin.class.getModule().getDescriptor().exports().stream()
          .map(Exports::source)
          .collect(Collectors.toUnmodifiableSet());

  /** One of the plugin's modules and its open jar. */
  private record Own(ModuleReference reference, ModuleReader reader) {}

  private final Map<String, Own> ownByModule = new LinkedHashMap<>();
  private final Map<String, Own> ownByPackage = new LinkedHashMap<>();

  /**
   * A loader for the modules of a configuration.
   *
   * @param name what stack traces call it
   */
  LayerLoader(String name, Configuration configuration) throws IOException {
    super(name, ClassLoader.getPlatformClassLoader());
    try {
      for (ResolvedModule module : configuration.modules()) {
        var own = new Own(module.reference(), module.reference().open());
        ownByModule.put(module.name(), own);
        module.reference().descriptor().packages().forEach(each -> ownByPackage.put(each, own));
      }
    } catch (IOException unreadable) {
      close();
      throw unreadable;
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      String packageName = packageOf(name);
      if (ownByPackage.containsKey(packageName)) {
        return findClass(name);
      }
      if (API_PACKAGES.contains(packageName)) {
        return Class.forName(name, false, GatewayPlugin.class.getClassLoader());
      }
      if (JDK_PACKAGES.contains(packageName)) {
        return getParent().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    Own own = ownByPackage.get(packageOf(name));
    if (own == null) {
      throw new ClassNotFoundException(name);
    }
    try {
      return define(name, own);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  @Override
  protected @Nullable Class<?> findClass(@Nullable String module, String name) {
    Own own = ownByPackage.get(packageOf(name));
    try {
      return own != null && own.equals(ownByModule.get(module)) ? define(name, own) : null;
    } catch (ClassNotFoundException | IOException notThere) {
      return null; // what the caller expects for a class that is not there
    }
  }

  private Class<?> define(String name, Own own) throws ClassNotFoundException, IOException {
    ByteBuffer bytes =
        own.reader()
            .read(name.replace('.', '/') + ".class")
            .orElseThrow(() -> new ClassNotFoundException(name));
    try {
      return defineClass(name, bytes, codeSource(own));
    } finally {
      own.reader().release(bytes);
    }
  }

  private static CodeSource codeSource(Own own) throws MalformedURLException {
    URI location = own.reference().location().orElseThrow();
    return new CodeSource(location.toURL(), (CodeSigner[]) null);
  }

  @Override
  protected @Nullable URL findResource(@Nullable String module, String name) throws IOException {
    Own own = module == null ? null : ownByModule.get(module);
    return own == null ? null : url(own, name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    Enumeration<URL> found = findResources(name);
    return found.hasMoreElements() ? found.nextElement() : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    var found = new ArrayList<URL>();
    for (Own own : ownByModule.values()) {
      try {
        URL url = url(own, name);
        if (url != null) {
          found.add(url);
        }
      } catch (IOException closed) {
        return Collections.emptyEnumeration(); // a plugin that is gone has no resources either
      }
    }
    return Collections.enumeration(found);
  }

  /** An address whose stream comes from the open jar: the JDK's own would keep the jar open. */
  private static @Nullable URL url(Own own, String name) throws IOException {
    Optional<URI> address = own.reader().find(name);
    return address.isEmpty() ? null : URL.of(address.get(), new JarResource(own.reader(), name));
  }

  private static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  /** Lets go of the jars. Classes already loaded go on working, others cannot be found any more. */
  @Override
  public void close() throws IOException {
    for (Own own : ownByModule.values()) {
      own.reader().close();
    }
  }

  /** Reads one resource through the loader's own reader. */
  private static final class JarResource extends URLStreamHandler {
    private final ModuleReader reader;
    private final String name;

    JarResource(ModuleReader reader, String name) {
      this.reader = reader;
      this.name = name;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true; // the jar is open already
        }

        @Override
        public InputStream getInputStream() throws IOException {
          return reader.open(name).orElseThrow(() -> new IOException("no " + name));
        }
      };
    }
  }
}
