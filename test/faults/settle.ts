import type { Schedule } from "./act.ts";
import { textDifferences } from "./invariants/texts-agree.ts";
import type { Stage } from "./stage.ts";
import { wake } from "./machine-acts.ts";
import { isSignedIn } from "./signing-in.ts";
import type { StoreContents } from "./store-contents.ts";
import { GoneError, type TernProcess } from "./tern-process.ts";

/** Time is moved on by this much at once, on the server's clock: less than any deadline of Tern's. */
const LEAP_MS = 8_000;
/** And by this much in one go where nothing is under way: less than the silence after which a socket is doubted. */
const BETWEEN_LEAPS_MS = 1_000;
/** Tern's longest waits are ten minutes; one that has not settled after so long is given up. */
export const GIVE_UP_AFTER_MS = 25 * 60_000;
const LIVE_WITHIN_MS = 2 * 60_000;
/** Longer than the longest time between two readings of changes that nothing asked for. */
const SAFETY_MS = 11 * 60_000;

/** Time does not run ahead so soon after the end began. */
const SLOWLY_MS = 8_000;
const GONE = "Tern is gone";

/** What is not settled yet; null if everything is. */
const unrest = async (stage: Stage): Promise<string | null> => {
  const { computer, control, ledger } = stage;
  const tern = computer.tern();
  if (!(await isSignedIn(stage))) return "nobody is signed in";
  const { connection } = await tern.state();
  if (connection.kind !== "live") return `connection ${connection.kind}`;
  const contents = await tern.look();
  if (contents === null) return "no database";
  const { texts, untoldReads, untoldNews, undecided } = contents;
  const moving = texts.find(({ status }) => ["queued", "sending", "accepted", "sent"].includes(status));
  if (moving !== undefined) return `a text is ${moving.status}`;
  if (untoldReads.length > 0) return "read marks not told";
  if (untoldNews.length > 0) return "news not told";
  if (undecided.length > 0) return "Away has not decided on a text";
  const [difference] = textDifferences(await control.messages(), contents, ledger);
  return difference ?? (await lookAtPictures(tern, contents));
};

/** The person looks at each picture that was not looked at yet. Answers what keeps them from it; null if they saw all. */
const lookAtPictures = async (tern: TernProcess, { texts }: StoreContents): Promise<string | null> => {
  for (const { id, attachments, contents } of texts)
    for (const [index, attachment] of attachments.entries()) {
      if (contents[index] !== null) continue;
      const shown = await tern.show(id, attachment.id);
      if (!shown.ok) return `an attachment cannot be shown: ${shown.failure.code}`;
    }
  return null;
};

/** As `unrest`, also while Tern is not there to answer. */
const unrestOrGone = async (stage: Stage): Promise<string | null> => {
  try {
    return await unrest(stage);
  } catch (error) {
    if (!(error instanceof GoneError)) throw error;
    return GONE;
  }
};

/** Waits until Tern is live for the first time. Nothing is done about it if that takes too long: the end will tell. */
export const untilLive = async (stage: Stage, withinMs = LIVE_WITHIN_MS): Promise<void> => {
  const { computer, now, pass } = stage;
  const until = now() + withinMs;
  while (now() < until) {
    try {
      if ((await isSignedIn(stage)) && (await computer.tern().state()).connection.kind === "live") return;
    } catch (error) {
      if (!(error instanceof GoneError)) throw error;
    }
    await pass(200);
  }
};

/** Waits until Tern has nothing left to do, or `isOver`. Nothing is done about it if that takes too long. */
export const untilAtRest = async (stage: Stage, isOver: () => boolean): Promise<void> => {
  const until = stage.now() + GIVE_UP_AFTER_MS;
  for (let calm = 0; calm < 2 && !isOver() && stage.now() < until;) {
    await stage.pass(BETWEEN_LEAPS_MS);
    calm = (await unrestOrGone(stage)) === null ? calm + 1 : 0;
  }
};

/** Lets both clocks run ahead; whatever falls due within happens. */
const leap = async ({ advanceServer, computer, ledger, now }: Stage, ms: number): Promise<void> => {
  const tern = computer.tern();
  // Stopped in between: else what RingCentral answers after its leap would meet a clock that is still behind.
  tern.signal("SIGSTOP");
  ledger.leaps.push({ at: now(), ms });
  await advanceServer(ms);
  computer.jump({ leapt: ms });
  tern.tell({ kind: "leapt" });
  tern.signal("SIGCONT");
};

/** Lets so much time pass quickly. */
const passQuickly = async (stage: Stage, ms: number): Promise<void> => {
  for (let left = ms; left > 0; left -= LEAP_MS + BETWEEN_LEAPS_MS) {
    await stage.pass(BETWEEN_LEAPS_MS);
    await leap(stage, LEAP_MS);
  }
};

/**
 * Ends every fault and waits until Tern has nothing left to do, while time passes quickly. Answers what is left if that
 * takes too long, null if all is well.
 */
export const settle = async (stage: Stage, end: Schedule["end"], giveUpAfterMs: number): Promise<string | null> => {
  const { computer, control, pass } = stage;
  await control.clearFaults();
  computer.planDeaths([]);
  computer.tern().tell({ kind: "die-at", death: null });
  stage.ledger.calmFrom = stage.now();
  if (end === "wake") await wake(stage);
  else await passQuickly(stage, SAFETY_MS);

  const wokenAt = stage.now();
  const until = wokenAt + giveUpAfterMs;
  let calm = 0;
  let what: string | null = null;
  while (stage.now() < until) {
    what = await unrestOrGone(stage);
    // Twice, with time for a notice or an event in between.
    calm = what === null ? calm + 1 : 0;
    if (calm === 2) return null;
    await pass(BETWEEN_LEAPS_MS);
    // Caught up within seconds, or too late: seconds have to pass as they are to see that.
    if (what !== null && what !== GONE && stage.now() > wokenAt + SLOWLY_MS) await leap(stage, LEAP_MS);
  }
  return what;
};
