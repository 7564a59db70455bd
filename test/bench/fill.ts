import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ProviderText } from "../../main/core/ports/gateway.ts";
import type { MessageStore } from "../../main/core/ports/message-store.ts";
import { createRandomness } from "../../main/desktop/randomness.ts";
import { createMessageStores } from "../../main/storage/message-stores.ts";
import { placesIn } from "../faults/places.ts";

/** So many people wrote the texts; each conversation is a few hundred long. */
const PEOPLE = 400;
const AT_A_STRETCH = 1_000;
/** Words of clients, common ones oftener: a search has both to find. */
const WORDS =
  "the thank you for appointment monday tomorrow report statement transfer account signature document call later morning invoice policy question address renewal".split(
    " ",
  );

/** A sequence that is the same in every run. https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
const sequence = () => {
  let state = 12345;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
};

const textOf = (index: number, own: string, from: number, pick: (below: number) => number): ProviderText => {
  const other = `+1707${String(4_000_000 + (index % PEOPLE))}`;
  const isInbound = pick(2) === 0;
  const words = Array.from({ length: 6 + pick(14) }, () => WORDS[Math.min(pick(WORDS.length), pick(WORDS.length))]);
  const at = from + index * 20_000;
  return {
    providerId: `bench-${index}`,
    kind: "text",
    direction: isInbound ? "inbound" : "outbound",
    own,
    others: [other],
    from: isInbound ? other : own,
    fromName: null,
    body: `${words.join(" ")} n${index}`,
    at,
    changedAt: at,
    isRead: true,
    status: isInbound ? "received" : "sent",
    failure: null,
    attachments: [],
  };
};

/** The account's database in this computer's profile, opened with the key from its keychain. */
export const openKept = (folder: string): { readonly store: MessageStore; readonly file: string } => {
  const { profile, keychain } = placesIn(folder);
  const entry = readdirSync(keychain).find((name) => name.endsWith(".database-key"));
  if (entry === undefined) throw new Error("no account is kept here");
  const account = entry.slice(0, -".database-key".length);
  const stores = createMessageStores({ folder: profile, randomness: createRandomness() });
  const store = stores.open(account, readFileSync(join(keychain, entry), "utf8"));
  return { store, file: join(profile, `${account}.db`) };
};

/** Puts texts number `first` to `first + count - 1` into the database of this computer; answers the file's size after. */
export const fill = (folder: string, own: string, first: number, count: number): number => {
  const { store, file } = openKept(folder);
  const pick = sequence();
  const from = Date.now() - 200_000 * 20_000;
  for (let start = first; start < first + count; start += AT_A_STRETCH)
    store.atomically(() => {
      for (let index = start; index < start + AT_A_STRETCH; index += 1) store.save(textOf(index, own, from, pick));
    });
  store.close();
  return statSync(file).size;
};
