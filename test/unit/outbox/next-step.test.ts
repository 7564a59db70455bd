import { describe, expect, it } from "vitest";
import { afterFailure } from "../../../main/core/outbox/after-failure.ts";
import { holdsUpLater, nextStep, type StepFacts } from "../../../main/core/outbox/next-step.ts";
import type { StoredText } from "../../../main/core/ports/stored.ts";
import type { DeliveryStatus } from "../../../preload/contract/model.ts";
import { FAILURE_CODES } from "../../../preload/contract/result.ts";
import { conversationId, textId } from "../../harness/ids.ts";

const text = (status: DeliveryStatus): StoredText => ({
  id: textId("text"),
  providerId: null,
  conversationId: conversationId("conversation"),
  direction: "outbound",
  from: "+16505550100",
  fromName: null,
  body: "Hello",
  at: 1_000,
  isRead: true,
  status,
  failure: null,
  isAwayReply: false,
  attachments: [],
});

/** The step, and whether later texts of the conversation wait. */
const step = (status: DeliveryStatus, handedOverAt: number | null, facts: Partial<StepFacts> = {}): string => {
  const row = { text: text(status), handedOverAt };
  const next = nextStep(row, { isUnderWay: false, verdict: "open", isLate: false, ...facts });
  return `${next}, later ones ${holdsUpLater(row, next) ? "wait" : "go"}`;
};

describe("a queued text", () => {
  it("that was never handed over goes out, or is late", () => {
    expect([step("queued", null), step("queued", null, { isLate: true })]).toEqual([
      "send, later ones wait",
      "expire, later ones go",
    ]);
  });

  it("that was handed over before is looked up, however late it is, and nothing else as long as that is open", () => {
    expect([
      step("queued", 5),
      step("queued", 5, { isLate: true }),
      step("queued", 5, { verdict: "overdue" }),
      step("queued", 5, { verdict: "overdue", isLate: true }),
    ]).toEqual(Array.from({ length: 4 }, () => "look-up, later ones wait"));
  });

  it("that was handed over before and is not at the provider goes out, or is late", () => {
    expect([
      step("queued", 5, { verdict: "not-found" }),
      step("queued", 5, { verdict: "not-found", isLate: true }),
    ]).toEqual(["send, later ones wait", "expire, later ones go"]);
  });
});

describe("a text under way", () => {
  it("is left alone while its answer may come", () => {
    expect(step("sending", 5, { isUnderWay: true, isLate: true })).toBe("rest, later ones wait");
  });

  it("whose answer is lost is looked up; the person is asked when it is not found, or nothing can be read", () => {
    expect([
      step("sending", 5, { isLate: true }),
      step("sending", 5, { verdict: "not-found" }),
      step("sending", 5, { verdict: "overdue" }),
    ]).toEqual(["look-up, later ones wait", "ask, later ones go", "ask, later ones go"]);
  });
});

it("a text of unknown fate is the person's, and holds nothing up", () => {
  expect(step("unknown", 5, { verdict: "not-found", isLate: true })).toBe("rest, later ones go");
});

it("each failure of handing over means one thing, and what nobody understands may have left", () => {
  const meanings = Object.groupBy(FAILURE_CODES, afterFailure);
  expect({ ...meanings, refused: meanings.refused?.length }).toEqual({
    "held-up": ["bad-server", "bad-client", "bad-jwt", "no-network", "rate-limited"],
    "signed-out": ["signed-out"],
    troubled: ["server-error"],
    lost: ["answer-lost", "storage", "internal"],
    refused: 14,
  });
});
