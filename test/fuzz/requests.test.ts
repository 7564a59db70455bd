import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { USUAL_RULES, usualHours } from "../../main/core/away/away-rules.ts";
import { createDispatch, type Refusal } from "../../main/bridge/dispatch.ts";
import type { AwayRules } from "../../preload/contract/away.ts";
import type { RequestName } from "../../preload/contract/requests.ts";
import { FAILURE_CODES } from "../../preload/contract/result.ts";
import { MONDAY_MORNING } from "../harness/hand-clock.ts";
import { createComputer, createCore, CREDENTIALS, someWindow } from "../harness/start-core.ts";
import type { ConversationId } from "../../preload/contract/model.ts";
import { textId } from "../harness/ids.ts";
import { anything, spoiled } from "./spoiled.ts";

const JANE = "+16505550101";

const rules: AwayRules = {
  ...USUAL_RULES,
  message: "Away {firstName} until {returnDate}, {returnTime}",
  others: [
    { words: "Hola {firstName}", whom: { kind: "language", language: "es" } },
    { words: "Call me", whom: { kind: "label", label: "VIP" } },
  ],
  labels: ["VIP"],
  smart: { ...USUAL_RULES.smart, isOn: true, urgentNumber: "(650) 555-0190" },
};

/** A good argument for each request that is worth spoiling; the rest take none. */
const goodArguments = (id: ConversationId): Partial<Record<RequestName, unknown>> => ({
  "account/sign-in": CREDENTIALS,
  "account/choose-number": { address: "+16505550100" },
  "settings/change": { historyDays: 30, checkMinutes: 10, keepDays: null },
  "conversations/list": { before: null, limit: 50 },
  "conversations/start": { addresses: [JANE] },
  "conversations/mark-read": { conversationId: id },
  "thread/read": { conversationId: id, before: textId("text-1"), limit: 50 },
  "drafts/read": { conversationId: id },
  "drafts/keep": { conversationId: id, body: "half a thought" },
  "outbox/send": {
    conversationId: id,
    body: "Hi",
    attachments: [{ fileName: "a.png", contentType: "image/png", content: new Uint8Array([1]) }],
  },
  "outbox/resend": { textId: textId("text-1") },
  "outbox/discard": { textId: textId("text-1") },
  "contacts/search": { query: "jane" },
  "away/switch": { kind: "until", at: MONDAY_MORNING + 3_600_000 },
  "away/set-hours": { ...usualHours("America/Los_Angeles"), isOn: true, holidays: ["2026-11-26"] },
  "away/set-rules": rules,
  "away/set-person": { address: JANE, answer: "always", labels: ["VIP"] },
  "away/preview": { rules, until: MONDAY_MORNING, firstName: "Jane", labels: ["VIP"], heard: "¿Dónde está usted?" },
  "away/set-model-key": { key: "secret", url: "https://model.example/v1" },
  "away/simulate": { rules, until: MONDAY_MORNING },
  "away/report": { since: null },
  "away/export": { since: MONDAY_MORNING },
  "windows/fit": { height: 200 },
  "windows/report-open": { conversationId: id },
});

/** Tern with somebody signed in and a conversation, behind the bridge that every window's request passes. */
const bridged = async () => {
  const core = createCore(createComputer());
  await core.app.start(CREDENTIALS);
  await core.clock.turn(0);
  const id = await core.get("conversations/start", { addresses: [JANE] });
  const refusals: Refusal[] = [];
  const dispatch = createDispatch({ handlers: core.app.handlers, onRefused: (refusal) => void refusals.push(refusal) });
  return { core, id, dispatch, refusals };
};

const isResult = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "ok" in value &&
  (value.ok === true ||
    ("failure" in value &&
      typeof value.failure === "object" &&
      value.failure !== null &&
      "code" in value.failure &&
      FAILURE_CODES.some((code) => code === (value.failure as { readonly code: unknown }).code)));

describe("a request that no window of ours would make", () => {
  it("is answered with a failure or done, is never a bug, and leaves Tern working", async () => {
    const { core, id, dispatch, refusals } = await bridged();
    const good = goodArguments(id);
    const requests = fc.oneof(
      ...Object.entries(good).map(([name, argument]) => fc.tuple(fc.constant(name), spoiled(argument))),
      fc.tuple(
        fc.oneof(
          fc.constantFrom(...Object.keys(core.app.handlers)),
          fc.string(),
          fc.constantFrom("__proto__", "toString"),
        ),
        anything,
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(requests, { minLength: 1, maxLength: 5 }), async (asked) => {
        for (const [name, argument] of asked) {
          // Signing out is a right answer to a right request: it would only end the game.
          if (name === "account/sign-out") continue;
          expect(isResult(await dispatch(name, argument, someWindow(1)))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    await core.clock.turn(0);
    expect(refusals.filter(({ reason }) => reason === "bug")).toEqual([]);
    expect(refusals.some(({ reason }) => reason === "invalid-argument")).toBe(true);
    expect(await core.get("conversations/list", { before: null, limit: 5 })).toMatchObject([{ id }]);
  });

  it("is logged by shape: no value of it is in what is told of the refusal", async () => {
    const { dispatch, refusals } = await bridged();
    const secret = "the quick brown words +14155550121";
    const holding = fc
      .tuple(fc.constantFrom("outbox/send", "drafts/keep", "account/sign-in", "contacts/search"), fc.anything())
      .map(([name, rest]) => [name, { body: [secret], query: { secret }, jwt: { [secret]: secret }, rest }] as const);
    await fc.assert(
      fc.asyncProperty(holding, async ([name, argument]) => {
        await dispatch(name, argument, someWindow(1));
        expect(JSON.stringify(refusals)).not.toContain("quick brown");
      }),
      { numRuns: 50 },
    );
  });
});
