/** RingCentral counts requests in four groups, per user and app. */
export const GROUPS = ["light", "medium", "heavy", "auth"] as const;
/** One of GROUPS. */
export type RateGroup = (typeof GROUPS)[number];
