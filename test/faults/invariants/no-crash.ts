import type { Invariant } from "../evidence.ts";

/** Every run of Tern ended because it was killed or asked to quit, and no line of its log tells of a bug. */
export const noCrash: Invariant = ({ past, observed }) => [
  ...past
    .filter(({ wasKilled, code }) => !wasKilled && code !== 0)
    .map(({ run, code, signal, output }) => `run ${run} ended with ${code ?? signal}: ${output}`),
  ...observed.flatMap((sight) =>
    sight.kind === "log" && sight.level === "error" && sight.fields["code"] === "internal"
      ? [`run ${sight.run} logged a bug: ${sight.event} ${sight.error ?? ""}`]
      : [],
  ),
];
