import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { asksToStop } from "../../../main/core/away/opted-out.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { startCore } from "../../harness/start-core.ts";

const ANSWERED_MS = 5_000;

const startAway = async () => {
  const core = await startCore();
  await core.get("away/set-rules", { ...USUAL_RULES, message: "Back soon.", againAfterHours: 1 });
  await core.get("away/switch", { kind: "until-off" });
  await core.clock.turn(1_000);
  return core;
};

describe("who asks in their own words not to be texted", () => {
  it.each([
    "Please stop texting me",
    "STOP TEXTING ME!!",
    "Hi Dana, could you stop messaging this number, thanks",
    "stop sending me messages",
    "Quit sending these texts",
    "Don\u2019t text me again",
    "do not contact me.",
    "Please stop",
    "stop it now",
    "No more texts please",
    "Take me off your list",
    "Remove my number from this list",
    "please unsubscribe me",
    "I want to opt out",
    "Deja de escribirme",
    "Arrêtez de m'envoyer ça",
    "Schreiben Sie mir bitte nicht mehr",
  ])("is understood: %s", (body) => {
    expect(asksToStop(body)).toBe(true);
  });

  it.each([
    "Please stop the transfer",
    "Stop by my office on Tuesday",
    "Can you stop the order?",
    "Please cancel",
    "I could not stop texting my sister about it",
    "Don't text me the code, call me with it",
    "Please remove the house from the listing",
    "I will contact me bank",
    "When do the payments stop?",
    "Should I contact them?",
    "No more questions from me",
    "They stopped sending the statements by mail",
  ])("is not seen where it is not said: %s", (body) => {
    expect(asksToStop(body)).toBe(false);
  });

  it("is not answered, nor when they write again, until they text START", async () => {
    const core = await startAway();
    for (const body of ["Please stop texting me", "Who is this anyway?", "START"]) {
      core.provider.textFrom(JANE, body);
      await core.clock.turn(2 * 3_600_000);
    }
    expect(core.provider.sent).toEqual([]);
    core.provider.textFrom(JANE, "What about my account?");
    await core.clock.turn(ANSWERED_MS);
    expect(core.provider.sent.map(({ body }) => body)).toEqual(["Back soon."]);
  });
});

it.each(["SMS-RC-413", "SMS-UP-413", "SMS-CAR-413"])(
  "a client whose carrier refused an own text with %s has opted out, until they text START",
  async (carrierCode) => {
    const core = await startAway();
    const own = core.provider.textFromElsewhere(JANE, "Shall we meet?");
    await core.clock.turn(1_000);
    core.provider.change(own.providerId, { status: "failed", failure: { code: "carrier", carrierCode } });
    await core.clock.turn(10_000);
    core.provider.textFrom(JANE, "Hello?");
    await core.clock.turn(ANSWERED_MS);
    expect(core.provider.sent).toEqual([]);
    core.provider.textFrom(JANE, "Start");
    await core.clock.turn(60_000);
    core.provider.textFrom(JANE, "Are you there now?");
    await core.clock.turn(ANSWERED_MS);
    expect(core.provider.sent.map(({ body }) => body)).toEqual(["Back soon."]);
  },
);
