import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** What the command line asks for. */
export type Switches = {
  /** `--profile=DIR`: where settings, database and log live, absolute; null: the system's own place. */
  readonly profile: string | null;
  /** `--server=URL`: the server that the sign-in form suggests, and that `jwtFromEnv` uses; null: production. */
  readonly server: string | null;
  /** `--jwt-from-env`: sign in with TERN_CLIENT_ID, TERN_CLIENT_SECRET, TERN_JWT if the profile has no account. */
  readonly jwtFromEnv: boolean;
  /** `--hidden`: no window opens at the start, only the tray; the system starts it so at login. */
  readonly hidden: boolean;
};

const text = (value: string | boolean | undefined): string | null =>
  typeof value === "string" && value !== "" ? value : null;

/**
 * Reads Tern's own switches out of a whole `process.argv`. What it does not know stays Chromium's business
 * (`--no-sandbox`, say), and a secret is never taken from here: other users of a computer can read argv.
 */
export const switchesFrom = (argv: readonly string[], workingDirectory: string): Switches => {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: {
      profile: { type: "string" },
      server: { type: "string" },
      "jwt-from-env": { type: "boolean" },
      hidden: { type: "boolean" },
    },
  });
  const profile = text(values.profile);
  return {
    profile: profile === null ? null : resolve(workingDirectory, profile),
    server: text(values.server),
    jwtFromEnv: values["jwt-from-env"] === true,
    hidden: values.hidden === true,
  };
};
