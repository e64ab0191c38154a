package tollgate.dist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Five policies of which every call is asked. */
final class FivePolicies {
  private FivePolicies() {}

  /**
   * Saves them where a gateway with its data in that folder looks for them.
   *
   * @param edition stands in their text, so that another one is a change
   */
  static void save(Path data, int edition) throws IOException {
    Path place = Files.createDirectories(data.resolve("policies"));
    for (int i = 1; i <= 5; i++) {
      Files.writeString(place.resolve("rule-" + i + ".js"), rule(i, edition));
    }
  }

  /** Looks at what policies look at, and has something to say of some of the models. */
  private static String rule(int number, int edition) {
    return """
    // edition %2$d
    const quiet = { from: 22, to: 6 };
    const large = /opus|-pro|large/;

    const isQuiet = (hour) => hour >= quiet.from || hour < quiet.to;

    export function decide(call) {
      if (call.tool.id === 'nobody-%1$d') return deny('This tool is not used here.');
      const verdicts = [tag('rule-%1$d', isQuiet(call.time.hour) ? 'night' : 'day')];
      if (large.test(call.model) && call.prompt.bytes > 100000) {
        verdicts.push(warn('This is a large prompt for a large model.'));
      }
      if (call.prompt.tools > 200) verdicts.push(clamp({ maxTokens: 4096 }));
      return verdicts;
    }
    """
        .formatted(number, edition);
  }
}
