import { describe, expect, it } from "vitest";
import { createCalls } from "../../../main/ringcentral/calls.ts";
import type { Exchange } from "../../../main/ringcentral/exchange.ts";
import type { RateLimits } from "../../../main/ringcentral/rate-limits.ts";
import type { Session } from "../../../main/ringcentral/session.ts";
import { createWakes } from "../../../main/ringcentral/wakes.ts";
import { WireError } from "../../../main/ringcentral/wire-error.ts";
import { createHandClock } from "../../harness/hand-clock.ts";

/** Reading once, where RingCentral answers 500 the first time; `retryAfterMs`: what it asks to wait. */
const startReading = (retryAfterMs: number | null) => {
  const clock = createHandClock();
  const wakes = createWakes({ clock });
  const asked: number[] = [];
  const exchange: Exchange = async (_group, _request, take) => {
    asked.push(clock.steady());
    if (asked.length === 1) throw new WireError(500, {}, retryAfterMs);
    return take(Response.json({}));
  };
  const session: Pick<Session, "accessToken" | "isOver"> = { accessToken: async () => "token", isOver: () => false };
  const limits: Pick<RateLimits, "admit"> = { admit: async () => () => {} };
  const calls = createCalls({
    exchange,
    session: session as Session,
    limits: limits as RateLimits,
    wakes,
    clock,
    randomness: { uuid: () => "", hex: () => "", fraction: () => 1 },
  });
  const answer = calls.read({ method: "GET", url: "/x", group: "light", permission: null });
  return { clock, wakes, asked, answer };
};

describe("What RingCentral failed to answer is asked again", () => {
  it("after a while", async () => {
    const { clock, asked, answer } = startReading(null);
    await clock.turn(1_999);
    expect(asked).toEqual([0]);
    await clock.turn(1);
    await answer;
    expect(asked).toEqual([0, 2_000]);
  });

  it("at once when the computer wakes up or the network is back", async () => {
    const { clock, wakes, asked, answer } = startReading(null);
    await clock.turn(700);
    wakes.wake();
    await clock.turn(0);
    await answer;
    expect(asked).toEqual([0, 700]);
  });

  it("not before it said, whatever happens", async () => {
    const { clock, wakes, asked, answer } = startReading(10_000);
    await clock.turn(700);
    wakes.wake();
    await clock.turn(9_299);
    expect(asked).toEqual([0]);
    await clock.turn(1);
    await answer;
    expect(asked).toEqual([0, 10_000]);
  });
});
