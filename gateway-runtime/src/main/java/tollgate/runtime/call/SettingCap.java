package tollgate.runtime.call;

import tollgate.runtime.budget.Cap;

/**
 * A cap of the settings.
 *
 * @param cap the cap, with the calls it covers
 * @param strict whether the dearest guess of what a call costs must fit
 */
public record SettingCap(Cap cap, boolean strict) {}
