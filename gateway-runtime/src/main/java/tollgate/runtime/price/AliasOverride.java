package tollgate.runtime.price;

import java.time.Instant;

/**
 * What the operator said of one name while the gateway ran.
 *
 * @param id counts what was said; of two words for the same instant the later one holds
 * @param name the name, or the beginning of one
 * @param from when it begins to hold, until the next word on the same name does
 * @param target the model it stands for; empty where an earlier alias was withdrawn
 */
public record AliasOverride(long id, String name, Instant from, String target) {}
