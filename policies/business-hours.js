// Lets the keys of a team work on weekdays from 8 to 18 only.
// Facts: key.tags, time. Verdicts: deny.
/// <reference path="tollgate.d.ts" />

const TAG = 'office'; // the tag of the keys this is about
const FROM = 8;
const UNTIL = 18;
const FREE = ['saturday', 'sunday'];

/** @param {Call} call */
export function decide(call) {
  if (!call.key.tags.includes(TAG)) return;
  const free = FREE.includes(call.time.weekday);
  if (free || call.time.hour < FROM || call.time.hour >= UNTIL) {
    return deny(`This key works on weekdays from ${FROM} to ${UNTIL} (${call.time.zone}).`);
  }
}
