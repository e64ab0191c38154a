// Sends the nightly calls of unattended tools to a local model.
// Facts: tool.id, time.hour. Verdicts: route, tag.
/// <reference path="tollgate.d.ts" />

const TOOLS = ['openclaw', 'hermes'];
const PROVIDER = 'local'; // as it is called in the settings
const MODEL = 'qwen3-coder';
const FROM = 22;
const UNTIL = 7;

/** @param {Call} call */
export function decide(call) {
  if (!TOOLS.includes(call.tool.id)) return;
  if (call.time.hour >= UNTIL && call.time.hour < FROM) return;
  return [route({ provider: PROVIDER, model: MODEL }), tag('night')];
}
