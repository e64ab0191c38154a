// Sends calls past a provider that is down, or whose quota is known to be drained, to the one that stands in.
// Facts: provider, providers, route. Verdicts: route, tag.
/// <reference path="tollgate.d.ts" />

const PREFERRED = 'main'; // as they are called in the settings
const STAND_IN = 'spare';

/** @param {Call} call */
export function decide(call) {
  if (call.route !== null || call.provider !== '') return; // somebody has chosen
  const preferred = call.providers.find((one) => one.id === PREFERRED);
  if (preferred === undefined) return;
  const down = preferred.breaker === 'open' || preferred.quota.state === 'drained';
  return down ? [route({ provider: STAND_IN }), tag('fallback')] : route({ provider: PREFERRED, fallbacks: [STAND_IN] });
}
