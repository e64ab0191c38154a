package tollgate.runtime.plugin;

import java.nio.file.Path;
import java.util.jar.Manifest;
import org.pf4j.ManifestPluginDescriptorFinder;

/** PF4J's reader of manifests; a jar without one says nothing instead of failing. */
final class ManifestReader extends ManifestPluginDescriptorFinder {

  @Override
  protected Manifest readManifestFromJar(Path jar) {
    Manifest manifest = super.readManifestFromJar(jar);
    return manifest == null ? new Manifest() : manifest;
  }
}
