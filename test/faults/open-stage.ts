import { monitorEventLoopDelay } from "node:perf_hooks";
import { controlOf } from "../ringcentral/control-client.ts";
import { startRingCentral } from "../ringcentral/server.ts";
import type { BreakageName } from "./child/breakages.ts";
import { watchForStalls } from "./child/stalls.ts";
import { wallNow } from "./child/sped-clock.ts";
import { createComputer } from "./computer.ts";
import type { Span } from "./evidence.ts";
import { formsOfNumber, leaksIn, secretsIn, type Leak } from "./leaks.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { makePlaces } from "./places.ts";
import { somePicture } from "./picture.ts";
import type { Stage } from "./stage.ts";
import { tellingPartOf } from "./words.ts";

/** How many times as fast as the wall clock everything runs: a minute takes three seconds. */
const SPEED = 20;

const NANOSECONDS_OF_A_MS = 1_000_000;
/** A refusal passes two processes, and each may be busy with something before it. */
const LAGS_OF_A_REFUSAL = 4;

export type OpenStage = {
  readonly stage: Stage;
  /** What was said, each line with the milliseconds since the beginning on the server's clock. */
  readonly lines: readonly string[];
  /** Secrets found in the profile whenever Tern was gone. */
  readonly leaks: readonly Leak[];
  /** How late a process of this computer got round to its work at worst, and some more; on the server's clock. */
  readonly lagMs: () => number;
  /** When this process, which is RingCentral too, was too busy for its work. */
  readonly stalls: readonly Span[];
  readonly close: () => Promise<void>;
};

const wordsIn = ({ inbound, replies, absences, sentElsewhere }: Ledger): readonly string[] =>
  [...[...inbound, ...replies, ...absences].map(({ words }) => words), ...sentElsewhere].map(tellingPartOf);

/** A local RingCentral and a computer with nothing on it yet, in this folder. */
export const openStage = async (folder: string, breakage: BreakageName | null): Promise<OpenStage> => {
  const ringCentral = await startRingCentral({ speed: SPEED, rateLimits: "documented" });
  const control = controlOf(ringCentral.control);
  const [person] = ringCentral.users;
  const [own] = person?.phoneNumbers ?? [];
  if (person === undefined || own === undefined) throw new Error("nobody works here");
  const { server, clientId, clientSecret } = ringCentral;
  const credentials = { server, clientId, clientSecret, jwt: person.jwt };

  const time = { wall: wallNow(), server: (await control.clock()).now, speed: SPEED };
  const ledger = createLedger();
  const places = makePlaces(folder);
  const lines: string[] = [];
  const leaks: Leak[] = [];
  const stalls: Span[] = [];
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  let advanced = 0;
  const passed = (): number => (wallNow() - time.wall) * SPEED;
  const now = (): number => time.server + passed() + advanced;
  const stopWatching = watchForStalls({ now, speed: SPEED }, (since) => void stalls.push({ from: since, to: now() }));

  const numbers = [own, ...ringCentral.contacts.map(({ phoneNumber }) => phoneNumber)].flatMap(formsOfNumber);
  const lookForLeaks = (): void => {
    const entries = computer.observed().flatMap((sight) => (sight.kind === "secret" ? [sight.value] : []));
    const secrets = [...entries.flatMap(secretsIn), clientSecret, person.jwt, ...numbers, ...wordsIn(ledger)];
    leaks.push(...leaksIn(places.profile, secrets, { "a picture": somePicture }));
  };
  const computer = createComputer({ places, time, credentials, breakage, now, onGone: lookForLeaks });

  const stage: Stage = {
    ringCentral,
    control,
    computer,
    credentials,
    ledger,
    own,
    speed: SPEED,
    now,
    pass: (ms) => new Promise((resolve) => void setTimeout(resolve, Math.max(0, ms / SPEED))),
    advanceServer: async (ms) => {
      advanced += ms;
      await control.faults({ advanceS: ms / 1000 });
    },
    say: (line) => void lines.push(`${Math.round(passed())} ${line}`),
  };
  return {
    stage,
    lines,
    leaks,
    stalls,
    lagMs: () => (lag.max / NANOSECONDS_OF_A_MS) * LAGS_OF_A_REFUSAL * SPEED,
    close: async () => {
      lag.disable();
      stopWatching();
      await computer.turnOff();
      await ringCentral.close();
    },
  };
};
