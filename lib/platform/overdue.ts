/** Working days after which everybody whose office it is hears of an overdue case, after the administrators. */
export const everybodyAfter = 3;
