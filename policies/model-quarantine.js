// Keeps models that nobody has looked at for the keys that try them out.
// Facts: model, key.tags. Verdicts: deny.
/// <reference path="tollgate.d.ts" />

const KNOWN = ['claude-', 'gpt-5', 'gemini-2.5', 'qwen3']; // beginnings of names
const TAG = 'try-out';

/** @param {Call} call */
export function decide(call) {
  if (call.model === '' || KNOWN.some((known) => call.model.startsWith(known))) return;
  if (call.key.tags.includes(TAG)) return;
  return deny(`Nobody has looked at the model ${call.model} yet.`, {
    remedy: `Ask for another one, or the operator for a key with the tag "${TAG}".`,
  });
}
