import { createHash } from "node:crypto";
import { z } from "zod";
import type { LimitsStore } from "../core/ports/gateway.ts";
import type { Clock } from "../core/ports/system.ts";
import { GROUPS, type RateGroup } from "./rate-groups.ts";

/** Nothing that is kept is believed to hold longer; a header that asks for more is mistaken, or a clock is. */
export const LONGEST_MS = 24 * 60 * 60_000;

/** What of the rate limits must outlive a run, in steady milliseconds of this one. */
export type Remembered = {
  /** When requests for tokens went, some of them before this run. */
  readonly sent: readonly number[];
  /** Until when the groups are shut that are. */
  readonly shutUntil: Readonly<Partial<Record<RateGroup, number>>>;
};

/** The rate limits of one app at one server between runs. */
export type KeptLimits = {
  readonly read: () => Remembered;
  readonly keep: (remembered: Remembered) => void;
};

const ms = z.number().min(0).max(LONGEST_MS);
const entry = z.object({
  /** When this was written, by the computer's clock: the only one that outlives a run. */
  at: z.number(),
  /** How long ago requests for tokens had gone by then. */
  sent: z.array(ms).max(100),
  /** How much longer groups had to stay shut. */
  shut: z.partialRecord(z.enum(GROUPS), ms),
});
type Entry = z.infer<typeof entry>;
const entries = z.record(z.string(), z.unknown());

/**
 * How long ago an entry was written, as far as the clock tells. One that was set back since says nothing: then no time has
 * passed, so that nothing holds for longer than it did when it was written.
 */
const passedSince = ({ at }: Entry, clock: Clock): number => Math.max(0, clock.now() - at);

const holds = (one: Entry, clock: Clock): boolean =>
  Math.max(0, ...Object.values(one.shut), ...one.sent.map((age) => MINUTE_MS - age)) > passedSince(one, clock);

const MINUTE_MS = 60_000;

/** `server` and `clientId` are not written down: nobody is to read there whom this computer was signed in with. */
export const createKeptLimits = ({
  store,
  server,
  clientId,
  clock,
}: {
  readonly store: LimitsStore;
  readonly server: string;
  readonly clientId: string;
  readonly clock: Clock;
}): KeptLimits => {
  const name = createHash("sha256").update(`${server} ${clientId}`).digest("base64url").slice(0, 16);

  /** What can be read and still means something. */
  const all = (): ReadonlyMap<string, Entry> => {
    const kept = entries.safeParse(store.read()).data ?? {};
    const readable = Object.entries(kept).flatMap(([key, value]) => {
      const { data } = entry.safeParse(value);
      return data !== undefined && holds(data, clock) ? [[key, data] as const] : [];
    });
    return new Map(readable);
  };

  const keep = ({ sent, shutUntil }: Remembered): void => {
    const now = clock.steady();
    const within = (each: number): number => Math.min(LONGEST_MS, Math.max(0, each));
    const shut = Object.entries(shutUntil).flatMap(([group, until]) =>
      until > now ? [[group, within(until - now)] as const] : [],
    );
    const written = { at: clock.now(), sent: sent.map((at) => within(now - at)), shut: Object.fromEntries(shut) };
    store.keep({ ...Object.fromEntries(all()), [name]: written });
  };

  return {
    keep,
    read: () => {
      const kept = all().get(name);
      if (kept === undefined) return { sent: [], shutUntil: {} };
      const passed = passedSince(kept, clock);
      const now = clock.steady();
      const remembered = {
        sent: kept.sent.map((age) => now - age - passed),
        shutUntil: Object.fromEntries(Object.entries(kept.shut).map(([group, left]) => [group, now + left - passed])),
      };
      // Written anew with the clock as it is now: one that stands still or behind would bar again after each start.
      keep(remembered);
      return remembered;
    },
  };
};
