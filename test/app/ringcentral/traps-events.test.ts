import { describe, expect, it } from "vitest";
import { createHandClock, settled } from "../../harness/hand-clock.ts";
import { eventually } from "../../harness/eventually.ts";
import { liveTimes, openScene } from "./scene.ts";

/** Traps in the events themselves (3.3 of the notes on the wire), and what Appendix A asks of the link. */
const A_MONTH = 30 * 24 * 60 * 60_000;
const SUBSCRIPTION = "/restapi/v1.0/subscription";
const PICTURE = { fileName: "a.jpg", contentType: "image/jpeg", base64: Buffer.from("a picture").toString("base64") };

const openLive = async () => {
  const clock = createHandClock(Date.now());
  const scene = await openScene({ clock });
  const gateway = await scene.signIn();
  const heard = scene.live(gateway);
  await liveTimes(heard, 1);
  return { clock, scene, gateway, heard };
};

describe("3.3 an event", () => {
  it.each([false, true])("says the same as the record in the store (old shape: %s)", async (oldEventShape) => {
    const { scene, gateway, heard } = await openLive();
    await scene.faults({ oldEventShape });
    await scene.inbound("plain");
    await scene.inbound("", { attachments: [PICTURE] });
    await eventually(() => expect(heard.texts.length).toBe(2));
    const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
    // An id is a string in events and a number in REST; the store knows the file's name, the event does not.
    const comparable = (each: (typeof texts)[number]) => ({
      ...each,
      attachments: each.attachments.map(({ ref }) => ref),
    });
    expect(heard.texts.map(comparable)).toEqual(texts.map(comparable));
  });

  it.each([false, true])(
    "of a group text names the own number that is target, not the first (old shape: %s)",
    async (oldEventShape) => {
      const { scene, heard } = await openLive();
      await scene.faults({ oldEventShape });
      await scene.inbound("all of you", { to: ["+14155550122", "+16505550100", "+14155550123"] });
      await eventually(() => expect(heard.texts.length).toBe(1));
      const [{ own, others, from } = { own: "", others: [], from: "" }] = heard.texts;
      expect({ own, others, from }).toEqual({
        own: "+16505550100",
        others: ["+14155550121", "+14155550122", "+14155550123"],
        from: "+14155550121",
      });
    },
  );

  it("of a company message does not exist: that something changed is told instead", async () => {
    const { clock, scene, gateway, heard } = await openLive();
    await scene.inbound("Lunch?", { from: "102", to: "101" });
    await eventually(async () => {
      await clock.turn(1_000);
      expect(heard.changes()).toBeGreaterThan(0);
    });
    const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
    expect([heard.texts, texts.map(({ body }) => body)]).toEqual([[], ["Lunch?"]]);
  });

  it("told twice is told once", async () => {
    const { scene, heard } = await openLive();
    await scene.faults({ duplicateEvents: 1 });
    await scene.inbound("once");
    await scene.inbound("after it");
    await eventually(() => expect(heard.bodies()).toContain("after it"));
    expect(heard.bodies()).toEqual(["once", "after it"]);
  });

  it("of many changes is told once a second", async () => {
    const { clock, scene, heard } = await openLive();
    for (let each = 0; each < 10; each += 1) await scene.inbound(`text ${each}`);
    await eventually(() => expect(heard.texts.length).toBe(10));
    const before = heard.changes();
    await clock.turn(1_000);
    expect([before, heard.changes()]).toEqual([0, 1]);
  });

  it("that a filter is refused leaves the other one to hear by", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    await scene.faults({ disabledFilters: ["instant"] });
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    await scene.inbound("hello");
    await eventually(async () => {
      await clock.turn(1_000);
      expect(heard.changes()).toBeGreaterThan(0);
    });
  });

  it("refused altogether is a missing permission", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ disabledFilters: ["message-store"] });
    const heard = scene.live(gateway);
    await eventually(() =>
      expect(heard.links.at(-1)).toMatchObject({ kind: "refused", error: { code: "missing-permission" } }),
    );
  });
});

describe("Appendix A, the link", () => {
  it("takes its subscription back when it is closed, and tells nothing afterwards", async () => {
    const { clock, scene, heard } = await openLive();
    await scene.inbound("before");
    await eventually(() => expect(heard.texts.length).toBe(1));
    await heard.link.close();
    await eventually(async () => expect(await scene.sockets()).toBe(0));
    await scene.inbound("after");
    await clock.turn(5_000);
    const requests = await scene.requests(SUBSCRIPTION);
    expect([heard.bodies(), heard.changes(), heard.links.length, requests.map(({ method }) => method)]).toEqual([
      ["before"],
      0,
      2,
      ["POST", "DELETE"],
    ]);
  });

  it("closes within three seconds though nobody answers", async () => {
    const { clock, scene, heard } = await openLive();
    await scene.faults({ halfOpen: true });
    let isClosed = false;
    const closing = heard.link.close().finally(() => {
      isClosed = true;
    });
    await settled();
    const early = isClosed;
    await clock.turn(3_000);
    await closing;
    expect([early, isClosed]).toEqual([false, true]);
  });

  it("can be closed as soon as it is opened, and opened again", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const first = scene.live(gateway);
    await first.link.close();
    const second = scene.live(gateway);
    await liveTimes(second, 1);
    await scene.inbound("hello");
    await eventually(() => expect(second.bodies()).toEqual(["hello"]));
    await eventually(async () => expect(await scene.sockets()).toBe(1));
    expect(first.texts).toEqual([]);
  });

  it("uses a socket token again while it is good: there are five a minute", async () => {
    const { clock, scene, heard } = await openLive();
    for (let each = 0; each < 3; each += 1) {
      await scene.faults({ dropSocket: true });
      await eventually(async () => {
        await clock.turn(500);
        expect(heard.links.filter(({ kind }) => kind === "live").length).toBe(2 + each);
      });
    }
    expect((await scene.requests("/oauth/wstoken")).length).toBe(1);
  });

  it("asks for another socket token when the gateway takes each one only once", async () => {
    const scene = await openScene();
    await scene.faults({ wsTokenSingleUse: true });
    const gateway = await scene.signIn();
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    await scene.faults({ dropSocket: true });
    await liveTimes(heard, 2);
  });

  it("waits longer after each failure, up to a minute, and starts anew when the computer wakes", async () => {
    const { clock, scene, heard } = await openLive();
    await scene.faults({ refuseUpgrade: { status: 503, times: 1_000 }, dropSocket: true });
    await eventually(() => expect(heard.links.at(-1)?.kind).not.toBe("live"));
    const failures = (): number => scene.log.lines.filter(({ event }) => event === "not connected").length;
    const waits: number[] = [];
    for (let tried = failures(); tried < 9; tried = failures()) {
      const since = clock.now();
      await eventually(async () => {
        await clock.turn(1_000);
        expect(failures()).toBeGreaterThan(tried);
      });
      waits.push(clock.now() - since);
    }
    await scene.calm();
    heard.link.wake();
    await liveTimes(heard, 2);
    expect([Math.max(...waits) <= 61_000, (waits.at(-1) ?? 0) >= 30_000, (waits[1] ?? 0) <= 6_000]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("hears of a text that was lost on the way by reading changes", async () => {
    const { scene, gateway, heard } = await openLive();
    await scene.faults({ loseEvents: 1 });
    await scene.inbound("lost");
    await scene.inbound("heard");
    await eventually(() => expect(heard.bodies()).toEqual(["heard"]));
    const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
    expect(texts.map(({ body }) => body)).toEqual(["lost", "heard"]);
  });
});
