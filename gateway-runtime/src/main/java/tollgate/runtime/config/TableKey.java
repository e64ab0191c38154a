package tollgate.runtime.config;

/**
 * One name that may stand in a table of which there can be many.
 *
 * @param name the name
 * @param word what kind of value it takes
 * @param standard its value where it is left out
 * @param meaning what it does
 */
public record TableKey(String name, String word, String standard, String meaning) {}
