// Keeps the answers of models short whose price nobody knows: what they cost shows later, if at all.
// Facts: priced, model, maxOutputTokens. Verdicts: clamp, tag, warn.
/// <reference path="tollgate.d.ts" />

const MOST = 4000; // tokens of an answer

/** @param {Call} call */
export function decide(call) {
  if (call.priced || call.model === '') return;
  const verdicts = [clamp({ maxTokens: MOST }), tag('unpriced')];
  if (call.maxOutputTokens > MOST) {
    verdicts.push(warn(`Nobody knows a price of ${call.model}: its answers have at most ${MOST} tokens.`));
  }
  return verdicts;
}
