import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRandomness } from "../../main/desktop/randomness.ts";
import type { MessageStore } from "../../main/core/ports/message-store.ts";
import { createMessageStores } from "../../main/storage/message-stores.ts";
import type { Act } from "./act.ts";
import { createSettingsFile } from "./child/kept-files.ts";
import type { Evidence } from "./evidence.ts";
import type { OpenStage } from "./open-stage.ts";
import type { Places } from "./places.ts";
import { contentsOf } from "./store-contents.ts";

/** What `read` reads in the database as somebody with its key finds it, when Tern is gone. */
const readFromOutside = <Read>(places: Places, read: (store: MessageStore) => Read): Read => {
  const { current } = createSettingsFile(places.settings).accounts();
  if (current === null) throw new Error("nobody is signed in");
  const stores = createMessageStores({ folder: places.profile, randomness: createRandomness() });
  const store = stores.open(current.id, readFileSync(join(places.keychain, `${current.id}.database-key`), "utf8"));
  try {
    return read(store);
  } finally {
    store.close();
  }
};

/** More than any schedule has. */
const ALL_ABSENCES = 10_000;

/** Everything that Away has decided, in all absences. */
const awayLogOf = (store: MessageStore): Evidence["awayLog"] =>
  store.absences(ALL_ABSENCES).flatMap(({ since }) => store.awayEntries(since));

/** What is left when Tern has quit for good. `acts`: what happened. */
export const gatherEvidence = async (
  { stage, leaks, lagMs, stalls }: OpenStage,
  acts: readonly Act[],
): Promise<Evidence> => {
  const { computer, control, ledger } = stage;
  const observed = computer.observed();
  return {
    acts,
    ledger,
    leaks,
    lagMs: lagMs(),
    server: await control.messages(),
    files: await control.files(),
    violations: await control.violations(),
    ...readFromOutside(computer.places, (store) => ({
      store: contentsOf(store),
      drafts: new Map([...ledger.drafts.keys()].map((id) => [id, store.draft(id)])),
      awayLog: awayLogOf(store),
    })),
    notices: computer.notices(),
    observed,
    stalls: [
      ...stalls,
      ...observed.flatMap((sight) => (sight.kind === "stalled" ? [{ from: sight.since, to: sight.at }] : [])),
    ],
    requests: (await control.requests()).map(({ at, path, status }) => ({ at: Date.parse(at), path, status })),
    past: computer.past(),
  };
};
