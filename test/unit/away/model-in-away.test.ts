import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { eventually } from "../../harness/eventually.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { answering, type ModelServer, modelSaying, serveModel } from "../../harness/model-server.ts";
import { type Computer, type CoreUnderTest, createComputer, startCore } from "../../harness/start-core.ts";

const HOUR = 3_600_000;
const MONDAY_WEEK = MONDAY_MORNING + 7 * 24 * HOUR;

/** Longer than anybody's answer waits for somebody else's. */
const ANSWERED_MS = 5_000;

const HEARD = "Hello! Could you look at the kitchen roof?";
const OWN = "Hi Jane, I am away until Monday, March 9 and will answer when I am back. This is an automatic reply.";
const FIT =
  "Hi Jane, thank you for your message about the kitchen roof. I'm away until Monday, March 9 and will get back to you when I'm back. This is an automatic reply.";

const rulesAt = (url: string, change: Partial<AwayRules> = {}): AwayRules => ({
  ...USUAL_RULES,
  model: { ...USUAL_RULES.model, isOn: true, url, model: "small" },
  ...change,
});

/** Away for a week, with a model that answers so. */
const startWith = async (
  answer: (response: ServerResponse) => void,
  change: Partial<AwayRules> = {},
  computer: Computer = createComputer(),
): Promise<CoreUnderTest & { readonly server: ModelServer }> => {
  const server = await serveModel(answer);
  const core = await startCore(computer);
  await core.get("away/set-rules", rulesAt(server.url, change));
  await core.get("away/switch", { kind: "until", at: MONDAY_WEEK });
  await core.clock.turn(1_000);
  return { ...core, server };
};

/** The model is a real server: it takes real time, in which none passes here. */
const atOnce = ({ clock }: CoreUnderTest, check: () => void): Promise<void> =>
  eventually(async () => {
    await clock.turn(0);
    check();
  });

const bodies = ({ provider }: CoreUnderTest): readonly string[] => provider.sent.map(({ body }) => body);

const wordsFrom = async (core: CoreUnderTest): Promise<readonly unknown[]> =>
  (await core.thread(await core.conversationWith(JANE))).map(({ awayWordsFrom }) => awayWordsFrom);

describe("Away with a language model", () => {
  it("sends its words if they are fit, and marks them in the conversation", async () => {
    const core = await startWith(answering(modelSaying(FIT)));
    core.provider.textFrom(JANE, HEARD);
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(bodies(core)).toEqual([FIT]));
    expect(await wordsFrom(core)).toEqual([null, "model"]);
    expect((await core.get("away/report", { since: null }))?.entries).toMatchObject([
      { outcome: { kind: "answered", body: FIT, wordsFrom: "model" } },
    ]);
  });

  it("tells it the one text, and nothing else of that conversation or of another", async () => {
    const core = await startWith(answering(modelSaying(FIT)));
    core.provider.textFrom(AMIR, "The garden gate is open");
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(bodies(core)).toHaveLength(1));
    await core.get("away/switch", { kind: "off" });
    core.provider.textFrom(JANE, "An old secret");
    await core.clock.turn(HOUR);
    await core.get("away/switch", { kind: "until", at: MONDAY_WEEK });
    await core.clock.turn(1_000);
    core.provider.textFrom(JANE, HEARD);
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(bodies(core)).toHaveLength(2));
    const [, last] = core.server.asked;
    expect(JSON.parse(last?.body ?? "")).toMatchObject({ messages: [{ role: "system" }, { content: HEARD }] });
    expect(last?.body).not.toMatch(/garden|secret|Amir|\+1/u);
  });

  it.each([
    ["says what is not for it to say", answering(modelSaying("Yes, deal. I will be back on Friday."))],
    ["fails", answering("{}", 500)],
    ["speaks another language than was agreed", answering("<html>")],
    ["hangs up", (response: ServerResponse) => void response.destroy()],
  ])("sends the person's own words if it %s", async (_what, answer) => {
    const core = await startWith(answer);
    core.provider.textFrom(JANE, HEARD);
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(bodies(core)).toEqual([OWN]));
    expect([core.server.asked.length, await wordsFrom(core)]).toEqual([1, [null, "message"]]);
  });

  it("sends the person's own words if it takes longer than it may", async () => {
    const core = await startWith(() => {});
    core.provider.textFrom(JANE, HEARD);
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(core.server.asked).toHaveLength(1));
    await core.clock.turn(USUAL_RULES.model.timeLimitSeconds * 1_000 - ANSWERED_MS);
    expect(bodies(core)).toEqual([]);
    await core.clock.turn(ANSWERED_MS);
    expect(bodies(core)).toEqual([OWN]);
    expect(await wordsFrom(core)).toEqual([null, "message"]);
  });

  it("sends the person's own words in time too while the keychain waits for somebody to unlock it", async () => {
    const computer = createComputer();
    const waiting: Computer = {
      ...computer,
      vault: {
        ...computer.vault,
        read: (account, secret) =>
          secret === "model-key" ? new Promise<never>(() => {}) : computer.vault.read(account, secret),
      },
    };
    const first = await startWith(answering(modelSaying(FIT)), {}, computer);
    await first.get("away/set-model-key", { key: "key-1", url: first.server.url });
    await first.app.quit();
    const core = await startCore(waiting);
    core.provider.textFrom(JANE, HEARD);
    await core.clock.turn(ANSWERED_MS);
    expect(bodies(core)).toEqual([]);
    await core.clock.turn(USUAL_RULES.model.timeLimitSeconds * 1_000);
    expect([bodies(core), first.server.asked]).toEqual([[OWN], []]);
  });

  it("answers nobody if the person came back while it thought", async () => {
    let held: ServerResponse | null = null;
    const core = await startWith((response) => {
      held = response;
    });
    core.provider.textFrom(JANE, HEARD);
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(held).not.toBe(null));
    await core.get("away/switch", { kind: "off" });
    if (held !== null) answering(modelSaying(FIT))(held);
    const entries = async () => (await core.get("away/report", { since: null }))?.entries;
    await eventually(async () =>
      expect(await entries()).toMatchObject([{ outcome: { kind: "skipped", rule: "not-away" } }]),
    );
    expect(bodies(core)).toEqual([]);
  });

  it("answers on waking what came in the sleep, in the model's words after the words for what is late", async () => {
    const core = await startWith(answering(modelSaying(FIT)), {
      lateWords: "Sorry for the late answer.",
      hasStopLine: true,
    });
    core.provider.link({ kind: "down" });
    core.provider.textFrom(JANE, HEARD, { isTold: false });
    core.clock.sleep(HOUR);
    core.app.wake();
    core.provider.link({ kind: "live" });
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(bodies(core)).toEqual([`Sorry for the late answer. ${FIT}\nReply STOP to end`]));
    expect((await core.get("away/report", { since: null }))?.entries).toMatchObject([
      { outcome: { kind: "answered", wordsFrom: "model", isLate: true } },
    ]);
  });

  it("puts the words for what is late before the person's own words as well, and before nothing that is in time", async () => {
    const core = await startWith(answering("{}", 500), { lateWords: "Sorry for the late answer." });
    core.provider.link({ kind: "down" });
    core.provider.textFrom(JANE, HEARD, { isTold: false });
    core.clock.sleep(HOUR);
    core.app.wake();
    core.provider.link({ kind: "live" });
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(bodies(core)).toHaveLength(1));
    core.provider.textFrom(AMIR, HEARD);
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () =>
      expect(bodies(core)).toEqual([`Sorry for the late answer. ${OWN}`, OWN.replace("Jane", "Amir")]),
    );
  });
});

describe("the key of a language model", () => {
  const KEY = "sk-very-secret-1234567890";
  const bearer = ({ asked }: ModelServer) => asked.map(({ headers }) => headers.authorization);

  it("goes to the server it was given for and to no other, whatever stands on the page", async () => {
    const core = await startWith(answering(modelSaying(FIT)));
    const other = await serveModel(answering(modelSaying(FIT)));
    await core.get("away/set-model-key", { key: KEY, url: core.server.url });
    const tryAt = (url: string) => core.ask("away/try-model", { rules: rulesAt(url), heard: HEARD });
    await tryAt(core.server.url);
    await tryAt(other.url);
    await core.get("away/set-rules", rulesAt(other.url));
    core.provider.textFrom(JANE, HEARD);
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(bodies(core)).toEqual([FIT]));
    expect([bearer(core.server), bearer(other)]).toEqual([[`Bearer ${KEY}`], [undefined, undefined]]);
    expect(core.state().away.modelKeyOrigin).toBe(new URL(core.server.url).origin);
  });

  it("is still there, for that server, after a restart, and is gone once it was taken away", async () => {
    const first = await startWith(answering(modelSaying(FIT)));
    await first.get("away/set-model-key", { key: KEY, url: first.server.url });
    await first.app.quit();
    const core = await startCore(first.computer);
    const ask = { rules: rulesAt(first.server.url), heard: HEARD };
    await core.ask("away/try-model", ask);
    await core.get("away/set-model-key", { key: null, url: "" });
    await core.ask("away/try-model", ask);
    expect(bearer(first.server)).toEqual([`Bearer ${KEY}`, undefined]);
    expect([[...core.computer.vault.entries.values()].join().includes(KEY), core.state().away.modelKeyOrigin]).toEqual([
      false,
      null,
    ]);
  });

  it("stands in the keychain, and in no file, log or window", async () => {
    const core = await startWith(answering(modelSaying(FIT)));
    await core.get("away/set-model-key", { key: KEY, url: core.server.url });
    core.provider.textFrom(JANE, HEARD);
    await core.clock.turn(ANSWERED_MS);
    await atOnce(core, () => expect(bodies(core)).toEqual([FIT]));
    await core.app.quit();
    const files = readdirSync(core.computer.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1"));
    expect(files.length).toBeGreaterThan(0);
    const told = JSON.stringify([core.log.lines, core.desktop.events, core.computer.settings.settings()]);
    expect([
      [...core.computer.vault.entries.values()].join().includes(KEY),
      [...files, told].join().includes(KEY),
    ]).toEqual([true, false]);
  });

  it("is not used, and nothing is asked, while the model is off", async () => {
    const core = await startWith(answering(modelSaying(FIT)));
    await core.get("away/set-model-key", { key: KEY, url: core.server.url });
    const rules = { ...rulesAt(core.server.url), model: { ...rulesAt(core.server.url).model, isOn: false } };
    expect(await core.ask("away/try-model", { rules, heard: HEARD })).toMatchObject({
      failure: { code: "invalid-request", about: "off" },
    });
    expect(core.server.asked).toEqual([]);
  });

  it.each([
    ["typographic quotation marks in it", `“${KEY}”`, "https://model.example/v1", "key"],
    ["no address that a text may go to", KEY, "http://model.example/v1", "url"],
  ])("is not kept with %s", async (_what, key, url, about) => {
    const core = await startCore();
    expect(await core.ask("away/set-model-key", { key, url })).toMatchObject({
      failure: { code: "invalid-request", about },
    });
    expect([...core.computer.vault.entries.keys()].filter((name) => name.endsWith("model-key"))).toEqual([]);
  });
});
