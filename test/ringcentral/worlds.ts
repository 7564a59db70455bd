import { largeWorld } from "./worlds/large.ts";
import { smallWorld } from "./worlds/small.ts";
import type { World } from "./world.ts";

const builders: Readonly<Record<string, () => World>> = { small: smallWorld, large: largeWorld };

/** Names accepted by `--world`. */
export const worldNames: readonly string[] = Object.keys(builders);

/** Throws, naming the known worlds, if there is none of that name. */
export const worldNamed = (name: string): World => {
  const build = builders[name];
  if (build === undefined) throw new Error(`No world named "${name}". Known: ${worldNames.join(", ")}`);
  return build();
};
