package tollgate.runtime.report;

import java.time.Duration;
import tollgate.api.usage.Money;

/**
 * One line of the table of tools.
 *
 * @param tool the program that called
 * @param instance its instance, empty for none
 * @param model the model its calls are counted under
 * @param calls how many calls
 * @param tokens all their tokens
 * @param cached the input tokens among them that were served from a cache
 * @param cost their known cost
 * @param unpriced how many of them have no known cost
 * @param latency half of them took no longer; zero where none was measured
 * @param firstByte half of them began no later; zero where none was measured
 */
public record ToolLine(
    String tool,
    String instance,
    String model,
    long calls,
    long tokens,
    long cached,
    Money cost,
    long unpriced,
    Duration latency,
    Duration firstByte) {}
