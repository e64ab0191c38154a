// Stops a session that costs too much or goes round in circles. Begins in shadow: see what it would stop first.
// Facts: session. Verdicts: deny, warn.
/// <reference path="tollgate.d.ts" />

export const mode = 'shadow';
export const onError = 'open';

const USD_A_SESSION = 3;
const SAME_ANSWERS = 8; // so often in a row a session may go on from the same answer of a tool

/** @param {Call} call */
export function decide(call) {
  if (call.session.id === '') return;
  if (call.session.repetition >= SAME_ANSWERS) {
    return deny(`This session has met the same answer of a tool ${call.session.repetition} times in a row.`, {
      remedy: 'Tell the agent what to do instead, in a new session.',
    });
  }
  if (call.session.costUsd >= USD_A_SESSION) {
    return deny(`This session has spent its $${USD_A_SESSION}.`, {
      as: 'budget',
      remedy: 'Go on in a new session.',
    });
  }
  if (call.session.repetition > SAME_ANSWERS / 2) {
    return warn(`This session has met the same answer of a tool ${call.session.repetition} times in a row.`);
  }
}
