import { describe, expect, it } from "vitest";
import type { IntentChances } from "../../../main/core/ports/intents.ts";
import { decideIntent, SURE_FROM, URGENT_FROM } from "../../../main/core/intents/decide-intent.ts";

const none: IntentChances = { urgent: 0, scheduling: 0, document: 0, question: 0, social: 0, other: 0 };

describe("the intent of a text", () => {
  it("is the likeliest one, with its chance as confidence", () => {
    const chances = { ...none, document: 0.7, question: 0.2, urgent: 0.1 };
    expect(decideIntent(chances)).toEqual({ intent: "document", confidence: 0.7, isSure: true });
  });

  it("is urgent from a smaller chance on, even where another is likelier", () => {
    const chances = { ...none, urgent: URGENT_FROM, question: 1 - URGENT_FROM };
    expect(decideIntent(chances)).toEqual({ intent: "urgent", confidence: URGENT_FROM, isSure: true });
  });

  it("is not urgent just below that chance", () => {
    const chances = { ...none, urgent: URGENT_FROM - 0.01, other: 1 - URGENT_FROM + 0.01 };
    expect(decideIntent(chances).intent).toBe("other");
  });

  it("is unsure where no intent has much of a chance", () => {
    const chances = { ...none, social: SURE_FROM - 0.01, other: 0.3, question: 0.21 };
    expect(decideIntent(chances)).toEqual({ intent: "social", confidence: SURE_FROM - 0.01, isSure: false });
  });
});
