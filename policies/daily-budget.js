// Holds what all tools spend together to a budget a day.
// Facts: none. Verdicts: cap.
/// <reference path="tollgate.d.ts" />

const USD_A_DAY = 10;

export function decide() {
  return cap('daily-budget', { usd: USD_A_DAY, per: 'day' });
}
