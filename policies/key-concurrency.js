// Lets each key have a few calls under way at once.
// Facts: key. Verdicts: cap.
/// <reference path="tollgate.d.ts" />

const AT_ONCE = 4; // calls of one key
const MORE = { batch: 16 }; // by a tag of the key

/** @param {Call} call */
export function decide(call) {
  if (call.key.name === '') return; // no key, nobody to count for
  const tag = call.key.tags.find((one) => MORE[one] !== undefined);
  return cap('key-at-once', { concurrent: tag === undefined ? AT_ONCE : MORE[tag], by: 'key' });
}
