// Stops a tool for the rest of the day once it has spent its budget.
// Facts: tool.id, spent. Verdicts: deny, warn.
/// <reference path="tollgate.d.ts" />

const USD_A_DAY = { openclaw: 5, hermes: 5 }; // tools that are not here are not limited
const WARN_FROM = 0.8; // of the budget

/** @param {Call} call */
export function decide(call) {
  const budget = USD_A_DAY[call.tool.id];
  if (budget === undefined) return;
  const spent = call.spent({ per: 'day', by: 'tool' });
  if (spent >= budget) {
    return deny(`${call.tool.id} has spent its $${budget} of today.`, {
      as: 'budget',
      remedy: 'Go on tomorrow, or ask the operator for more.',
    });
  }
  if (spent >= WARN_FROM * budget) {
    return warn(`${call.tool.id} has spent $${spent.toFixed(2)} of its $${budget} of today.`);
  }
}
