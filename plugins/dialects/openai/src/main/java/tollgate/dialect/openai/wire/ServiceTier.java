package tollgate.dialect.openai.wire;

import java.util.Set;
import tollgate.api.json.JsonView;

/** The service tier that a request asks for (pricing page, October 2026). */
public final class ServiceTier {

  private static final int LIMIT = 32;

  /** Words for the ordinary tier, for the one the account is set to, and for cheaper ones. */
  private static final Set<String> NO_DEARER =
      Set.of("auto", "default", "standard", "flex", "batch");

  private ServiceTier() {}

  /** The tier asked for, unless it surely costs no more than the ordinary one; else empty. */
  public static String dearer(JsonView asked) {
    String word = asked.asText(LIMIT).orElse("").strip();
    return NO_DEARER.contains(word) ? "" : word;
  }
}
