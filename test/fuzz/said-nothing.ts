import type { LogLine } from "../harness/keeping-log.ts";

/** Words that stand in every payload here and must not be found in any line of the log. */
export const SECRETS = ["the quick brown words", "+14155550121", "secret-token-value", "Alice Nguyen"] as const;

/** Which of the secrets the log gave away, in a field or in an error's own words. */
export const saidIn = (lines: readonly LogLine[]): readonly string[] => {
  const written = lines.map(({ event, fields, error }) =>
    [event, JSON.stringify(fields), error instanceof Error ? `${error.message} ${error.stack ?? ""}` : ""].join(" "),
  );
  return SECRETS.filter((secret) => written.some((line) => line.includes(secret)));
};
