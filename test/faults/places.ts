import { mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Where everything of one pretend computer lies. Only `profile` is Tern's own; the rest stands for what the operating
 * system keeps, and outlives any way in which Tern may die.
 */
export type Places = {
  readonly folder: string;
  /** What Tern writes: database, log. Looked through for secrets. */
  readonly profile: string;
  /** The keychain: a file for each entry. */
  readonly keychain: string;
  readonly settings: string;
  /** What outlives a run of the rate limits. Looked through for secrets too. */
  readonly limits: string;
  /** What the notification server was told: a line for each. */
  readonly notices: string;
  /** What was seen at Tern's ports: a line for each. See child/observer.ts. */
  readonly observed: string;
  /** How far the computer's clock has jumped. See child/sped-clock.ts. */
  readonly clock: string;
};

export const placesIn = (folder: string): Places => ({
  folder,
  profile: join(folder, "profile"),
  keychain: join(folder, "keychain"),
  settings: join(folder, "settings.json"),
  limits: join(folder, "profile", "limits.json"),
  notices: join(folder, "notices.jsonl"),
  observed: join(folder, "observed.jsonl"),
  clock: join(folder, "clock"),
});

export const makePlaces = (folder: string): Places => {
  const places = placesIn(folder);
  mkdirSync(places.profile, { recursive: true });
  mkdirSync(places.keychain, { recursive: true });
  return places;
};
