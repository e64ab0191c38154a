package tollgate.runtime.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin says of itself, for those who administer it.
 *
 * @param id dotted
 * @param version its own
 * @param provider who made it, empty when its jar does not say
 * @param description empty when its jar does not say
 * @param requires the range of API versions it was built for
 * @param file the file or folder it was read from; it may have been replaced since
 * @param sha256 of what was read: the file's, or of a folder one over its files
 * @param brings names by kind; none while it is not in use
 */
public record PluginCard(
    String id,
    String version,
    String provider,
    String description,
    String requires,
    Path file,
    String sha256,
    Map<String, List<String>> brings) {

  static PluginCard of(PluginJar jar, Map<String, List<String>> brings) {
    var descriptor = jar.descriptor();
    return new PluginCard(
        jar.id(),
        descriptor.getVersion(),
        orEmpty(descriptor.getProvider()),
        orEmpty(descriptor.getPluginDescription()),
        descriptor.getRequires(),
        jar.source(),
        jar.sha256(),
        Map.copyOf(brings));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
