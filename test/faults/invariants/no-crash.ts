import type { Invariant } from "../evidence.ts";

/** What no fault of a schedule explains: a bug, or a database that refuses what Tern writes. */
const UNEXPLAINED: ReadonlySet<unknown> = new Set(["internal", "storage"]);

/** Every run of Tern ended because it was killed or asked to quit, and no line of its log tells of a bug. */
export const noCrash: Invariant = ({ past, observed }) => [
  ...past
    .filter(({ wasKilled, code }) => !wasKilled && code !== 0)
    .map(({ run, code, signal, output }) => `run ${run} ended with ${code ?? signal}: ${output}`),
  ...observed.flatMap((sight) =>
    sight.kind === "log" && UNEXPLAINED.has(sight.fields["code"])
      ? [`run ${sight.run} logged: ${sight.event}, ${sight.fields["code"]} ${sight.error ?? ""}`]
      : [],
  ),
];
