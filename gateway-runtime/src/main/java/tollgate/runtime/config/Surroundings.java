package tollgate.runtime.config;

import java.util.Map;

/**
 * What a table of the settings file may refer to.
 *
 * @param overrides values given elsewhere, by path
 * @param variables the variables of {@code .env} and, over them, of the environment
 * @param places the folders of this machine
 * @param findings where problems go
 */
record Surroundings(
    Map<String, Given> overrides, Map<String, Given> variables, Places places, Findings findings) {}
