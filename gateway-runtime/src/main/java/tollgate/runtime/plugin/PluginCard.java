package tollgate.runtime.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A plugin in use, for those who administer it.
 *
 * @param id dotted
 * @param version its own
 * @param provider who made it, empty when its jar does not say
 * @param description empty when its jar does not say
 * @param requires the range of API versions it was built for
 * @param file the file or folder it was loaded from; it may have been replaced since
 * @param sha256 of what was loaded
 * @param brings names by kind
 */
public record PluginCard(
    String id,
    String version,
    String provider,
    String description,
    String requires,
    Path file,
    String sha256,
    Map<String, List<String>> brings) {}
