package tollgate.runtime.config;

/**
 * The name by which another program knew a setting.
 *
 * @param variable the environment variable
 * @param path the setting it stands for here; empty when there is none
 * @param unit what to write after a bare number, for example {@code ms}
 * @param remark what changed, or why the variable has no effect; empty where there is nothing to
 *     tell
 */
record SettingAlias(String variable, String path, String unit, String remark) {

  /** Whether it is accepted and has no effect. */
  boolean isIgnored() {
    return path.isEmpty();
  }

  /** What the variable's value is as text of the setting. */
  String translate(String value) {
    return value.matches("[0-9]+") ? value + unit : value;
  }
}
