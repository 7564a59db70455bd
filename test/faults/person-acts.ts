import { USUAL_RULES } from "../../main/core/away/away-rules.ts";
import type { ConversationId, OutgoingAttachment } from "../../preload/contract/model.ts";
import { assertNever } from "../../preload/contract/result.ts";
import type { PersonAct } from "./act.ts";
import { answerInNotice } from "./notice-answers.ts";
import type { Absence } from "./ledger.ts";
import { pictureFor } from "./picture.ts";
import { clientOf, type Stage } from "./stage.ts";
import { isSignedIn } from "./signing-in.ts";
import { GoneError, type TernProcess } from "./tern-process.ts";
import { wordsFor } from "./words.ts";

/** How long, on the server's clock, a person waits for Tern to be there at all before they let it be. */
const PATIENCE_MS = 60_000;

/** Tern, once somebody is signed in; null if that takes too long. */
const ternAtWork = async (stage: Stage): Promise<TernProcess | null> => {
  const until = stage.now() + PATIENCE_MS;
  while (stage.now() < until) {
    const tern = stage.computer.tern();
    try {
      if (await isSignedIn(stage)) return tern;
    } catch (error) {
      if (!(error instanceof GoneError)) throw error;
    }
    await stage.pass(500);
  }
  return null;
};

/** What the person does in Tern's windows. Nothing happens if nobody is signed in or Tern dies before it began. */
const inTern = async (stage: Stage, work: (tern: TernProcess) => Promise<void>): Promise<void> => {
  const tern = await ternAtWork(stage);
  if (tern === null) return stage.say("the person finds nobody signed in");
  try {
    await work(tern);
  } catch (error) {
    if (!(error instanceof GoneError)) throw error;
    stage.say("Tern died under the person's hands");
  }
};

/** The conversation with this address. */
const conversationWith = async (tern: TernProcess, address: string): Promise<ConversationId | null> => {
  const started = await tern.ask("conversations/start", { addresses: [address] });
  return started.ok ? started.value : null;
};

type Draft = { readonly address: string; readonly words: string; readonly files: readonly OutgoingAttachment[] };

/** Writes in the conversation's window; what becomes of it is in the ledger. */
const write = async (stage: Stage, tern: TernProcess, { address, words, files }: Draft): Promise<void> => {
  const conversationId = await conversationWith(tern, address);
  if (conversationId === null) return stage.say("no conversation to write in");
  const at = stage.now();
  const { replies, readHere, drafts } = stage.ledger;
  // Before Tern is asked: it may do it and die before it says so.
  readHere.push({ address, at });
  try {
    const sent = await tern.ask("outbox/send", { conversationId, body: words, attachments: files });
    if (!sent.ok) stage.say(`not taken: ${sent.failure.code}`);
    replies.push({ words, kept: sent.ok ? "yes" : "no", textId: sent.ok ? sent.value : null, at });
    if (sent.ok) drafts.delete(conversationId);
  } catch (error) {
    replies.push({ words, kept: "unknown", textId: null, at });
    drafts.delete(conversationId);
    throw error;
  }
};

/** The person begins to write in the conversation's window, and leaves it at that. */
const begin = async ({ ledger }: Stage, tern: TernProcess, address: string, words: string): Promise<void> => {
  const conversationId = await conversationWith(tern, address);
  if (conversationId === null) return;
  // Tern may die before it says that it is kept.
  ledger.drafts.delete(conversationId);
  const kept = await tern.ask("drafts/keep", { conversationId, body: words });
  if (kept.ok) ledger.drafts.set(conversationId, words);
};

const switchAway = async (stage: Stage, tern: TernProcess, on: boolean, words: string): Promise<void> => {
  const { absences } = stage.ledger;
  const current = absences.find(({ until }) => until === null);
  if (on === (current !== undefined)) return;
  if (current !== undefined) {
    current.surelyUntil ??= stage.now();
    await tern.ask("away/switch", { kind: "off" });
    current.until = stage.now();
    return;
  }
  const composed = await tern.ask("away/set-rules", { ...USUAL_RULES, message: words });
  if (!composed.ok) return stage.say(`away message refused: ${composed.failure.code}`);
  const absence: Absence = { words, since: stage.now(), surelyFrom: null, surelyUntil: null, until: null };
  absences.push(absence);
  const switched = await tern.ask("away/switch", { kind: "until-off" });
  if (!switched.ok) return stage.say(`away not switched on: ${switched.failure.code}`);
  absence.surelyFrom = stage.now();
};

/** A window shows this conversation, or none; what comes in there meanwhile is read at once. */
const lookAt = async (stage: Stage, tern: TernProcess, address: string | null): Promise<void> => {
  const { ledger, now } = stage;
  if (ledger.open !== null) ledger.readHere.push({ address: ledger.open, at: now() });
  const conversationId = address === null ? null : await conversationWith(tern, address);
  if (address !== null) ledger.readHere.push({ address, at: now() });
  ledger.open = address;
  await tern.ask("windows/report-open", { conversationId });
};

/** What the person does with the first text in their way that failed, or may have been sent. */
const dealWithTrouble = async (stage: Stage, tern: TernProcess, how: "send-again" | "discard"): Promise<void> => {
  const { ledger, say } = stage;
  const written = new Set(ledger.replies.map(({ words }) => words));
  const texts = (await tern.look())?.texts ?? [];
  const chosen = texts.find(({ status, body }) => ["failed", "unknown"].includes(status) && written.has(body));
  if (chosen === undefined) return say("no text in trouble");
  // Before Tern is asked: it may do it and die before it says so.
  (how === "discard" ? ledger.discarded : ledger.sentAgain).push(chosen.body);
  const done = await tern.ask(how === "discard" ? "outbox/discard" : "outbox/resend", { textId: chosen.id });
  say(`${how} "${chosen.body}": ${done.ok ? "done" : done.failure.code}`);
};

const pictureOf = (words: string): OutgoingAttachment => ({
  fileName: "lamp.png",
  contentType: "image/png",
  content: new Uint8Array(pictureFor(words)),
});

/** What the person does in Tern. `index`: the act's place in its schedule. */
export const performInTern = (stage: Stage, act: PersonAct, index: number): Promise<void> =>
  inTern(stage, async (tern) => {
    const words = wordsFor("person", index);
    switch (act.kind) {
      case "reply": {
        const files = act.how === "picture" ? [pictureOf(words)] : [];
        const draft = { address: clientOf(stage, act.to), words, files };
        await write(stage, tern, draft);
        if (act.how === "twins") await write(stage, tern, draft);
        break;
      }
      case "begin-to-write":
        await begin(stage, tern, clientOf(stage, act.to), words);
        break;
      case "reply-in-notice":
        await answerInNotice(stage, tern, words);
        break;
      case "read-here": {
        const address = clientOf(stage, act.from);
        const conversationId = await conversationWith(tern, address);
        stage.ledger.readHere.push({ address, at: stage.now() });
        if (conversationId !== null) await tern.ask("conversations/mark-read", { conversationId });
        break;
      }
      case "look-at":
        await lookAt(stage, tern, act.client === null ? null : clientOf(stage, act.client));
        break;
      case "send-again":
      case "discard":
        await dealWithTrouble(stage, tern, act.kind);
        break;
      case "away":
        await switchAway(stage, tern, act.on, wordsFor("away", index));
        break;
      default:
        assertNever(act);
    }
  });
