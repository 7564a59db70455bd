import { expect, it, onTestFinished } from "vitest";
import type { Gateway } from "../../../main/core/ports/gateway.ts";
import type { QueuedText } from "../../../main/core/ports/message-store.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import type { ConversationId, TextId } from "../../../preload/contract/model.ts";
import { AMIR, JANE, OWN } from "../../harness/fake-gateway.ts";
import { type Computer, type CoreUnderTest, createComputer, createCore, startCore } from "../../harness/start-core.ts";
import { createTroubledCore, type Trouble } from "../../harness/troubled-core.ts";

const LOST = new AppError("answer-lost", "the connection broke");
const FAILED = new AppError("server-error", "503");
const OFFLINE = new AppError("no-network", "ENETUNREACH");
/** Longer than a look-up and the wait of ten seconds before it. */
const LOOKED_UP_MS = 15_000;
/** Longer than any wait after a failure in these stories. */
const AFTER_ALL_MS = 3 * 60_000;

const picture = { fileName: "house.png", contentType: "image/png", content: new Uint8Array([1, 2, 3]) };

/** Texts on their way out, with one trouble at one of the run's steps. */
type Story = {
  /** What the run and the person do. */
  readonly happen: (core: CoreUnderTest, jane: ConversationId) => Promise<void>;
  /** Another computer than a plain one. */
  readonly computer?: () => Computer;
  /** What comes to the next run, or to the same one if it survives. */
  readonly later?: (core: CoreUnderTest) => Promise<void>;
  /** Words that the person took back, with a picture: both may be in the draft instead of the thread. */
  readonly takenBack?: string;
};

const write = async (core: CoreUnderTest, conversationId: ConversationId, ...bodies: readonly string[]) => {
  for (const body of bodies) await core.ask("outbox/send", { conversationId, body, attachments: [] });
};

const newest = async (core: CoreUnderTest, id: ConversationId): Promise<TextId | undefined> => {
  const page = await core.ask("thread/read", { conversationId: id, before: null, limit: 50 });
  return page.ok ? page.value.texts.at(-1)?.id : undefined;
};

/** What the disk holds of the outbox after the process is gone. */
const rowsLeft = ({ vault, settings, folder, randomness }: Computer): readonly QueuedText[] => {
  const account = settings.accounts().current?.id ?? "";
  const key = vault.entries.get(`${account}/database-key`);
  if (key === undefined) throw new Error("nobody was signed in");
  const store = createMessageStores({ folder, randomness }).open(account, key);
  const rows = store.outbox();
  store.close();
  return rows;
};

const SENT: readonly string[] = ["accepted", "sent", "delivered"];

/** What is wrong with what became of one text: it is held by the provider so often, and these are its rows. */
const wrongWith = (body: string, held: number, statuses: readonly string[], mustBeSent: boolean): readonly string[] => {
  const saysSent = statuses.filter((status) => SENT.includes(status)).length;
  const wrong = [
    held > 1 && `sent ${held} times`,
    saysSent !== held && `sent ${held} times, and ${saysSent} times in the thread`,
    held === 1 && statuses.length > 1 && `${statuses.length} times in the thread`,
    mustBeSent && held !== 1 && "never handed over, and not sent by the next run",
    statuses.some((status) => !SENT.includes(status) && status !== "unknown") && "not done with",
  ];
  return wrong.filter((what) => what !== false).map((what) => `"${body}" (${statuses.join()}): ${what}`);
};

/**
 * Plays the story with the trouble; after a death Tern is started again. `early`: the trouble came before the story began.
 * `never`: the story was over before it came.
 */
const play = async ({ happen, later, computer: made = createComputer, takenBack }: Story, trouble: Trouble) => {
  const computer = made();
  const { clock, provider } = computer;
  const before = await startCore(computer);
  const jane = await before.get("conversations/start", { addresses: [JANE] });
  const amir = await before.get("conversations/start", { addresses: [AMIR] });
  await before.app.quit();

  const first = createTroubledCore(computer, trouble);
  await first.app.start();
  await clock.turn(0);
  if (first.isOver()) {
    first.bury();
    return "early";
  }
  await happen(first, jane);
  if (trouble.kind === "full disk") await clock.turn(AFTER_ALL_MS);
  const isPlayed = first.isOver();
  let last: CoreUnderTest = first;
  let neverLeft: readonly string[] = [];
  if (trouble.kind === "death") {
    first.bury();
    if (!isPlayed) return "never";
    neverLeft = rowsLeft(computer).flatMap(({ text, handedOverAt }) => (handedOverAt === null ? [text.body] : []));
    provider.calm();
    last = createCore(computer);
    await last.app.start();
  }
  await later?.(last);
  await clock.turn(AFTER_ALL_MS);

  const thread = [...(await last.thread(jane)), ...(await last.thread(amir))];
  const wrong = ["One", "Two", "Three"].flatMap((body) =>
    wrongWith(
      body,
      provider.held().filter((text) => text.body === body).length,
      thread.flatMap((text) => (text.body === body ? [text.status] : [])),
      neverLeft.includes(body),
    ),
  );
  if (takenBack !== undefined) {
    const draft = await last.get("drafts/read", { conversationId: jane });
    const places = [draft, ...thread.map(({ body }) => body)].filter((words) => words === takenBack);
    const keptAt = first.steps.indexOf("keepDraftFiles");
    const wasWritten = keptAt !== -1 && keptAt < trouble.atStep - 1;
    if (wasWritten && places.length !== 1) wrong.push(`"${takenBack}" is in ${places.length} places`);
    const withDraft = await last.get("drafts/files", { conversationId: jane });
    const files = [...withDraft, ...thread.flatMap(({ attachments }) => attachments)].map(({ fileName }) => fileName);
    if (wasWritten && files.join() !== "house.png") wrong.push(`its picture is in ${files.length} places`);
  }
  if (!isPlayed) return "never";
  const at = `${trouble.kind} at step ${trouble.atStep}, ${first.steps[trouble.atStep - 1] ?? ""}`;
  return { wrong: wrong.map((what) => `${at}: ${what}`) };
};

/** The story with the trouble at each of its steps in turn: all that went wrong. */
const throughEvery = async (kind: Trouble["kind"], story: Story): Promise<readonly string[]> => {
  const wrong: string[] = [];
  let count = 0;
  for (let atStep = 1; ; atStep += 1) {
    const played = await play(story, { kind, atStep });
    if (played === "early") continue;
    if (played === "never") return count < 4 ? [...wrong, `there were only ${count} steps`] : wrong;
    count += 1;
    wrong.push(...played.wrong);
  }
};

/** A provider that tells of a sent text live before it answers the request that sent it. */
const eventFirst = (): Computer => {
  const computer = createComputer();
  const { provider } = computer;
  const early = (gateway: Gateway): Gateway => ({
    ...gateway,
    send: async (text, onProgress) => {
      const record = await gateway.send(text, onProgress);
      provider.tell(record);
      return record;
    },
  });
  return {
    ...computer,
    provider: {
      ...provider,
      signIn: async (...given) => early(await provider.signIn(...given)),
      resume: async (...given) => early(await provider.resume(...given)),
    },
  };
};

const stories: readonly (readonly [string, Story])[] = [
  [
    "two texts in a row, and one to somebody else",
    {
      happen: async (core, jane) => {
        await write(core, jane, "One", "Two");
        const amir = await core.ask("conversations/start", { addresses: [AMIR] });
        if (amir.ok) await write(core, amir.value, "Three");
      },
    },
  ],
  [
    "the first answer lost though the text was taken",
    {
      happen: async (core, jane) => {
        core.provider.refuse("send", LOST, 1, true);
        await write(core, jane, "One", "Two");
        await core.clock.turn(LOOKED_UP_MS);
      },
    },
  ],
  [
    "the answer lost, and nothing to be read before the next run",
    {
      happen: async (core, jane) => {
        core.provider.refuse("send", LOST, 1, true);
        core.provider.refuse("changesSince", OFFLINE, 100);
        await write(core, jane, "One", "Two");
        await core.clock.turn(LOOKED_UP_MS);
      },
      later: async ({ provider }) => provider.calm(),
    },
  ],
  [
    "an error of the server's after it took the first, and before it took the second",
    {
      happen: async (core, jane) => {
        core.provider.refuse("send", FAILED, 1, true);
        await write(core, jane, "One");
        core.provider.refuse("send", FAILED, 1);
        await write(core, jane, "Two");
        await core.clock.turn(LOOKED_UP_MS);
      },
    },
  ],
  [
    "the event of each text before its answer",
    {
      computer: eventFirst,
      happen: async (core, jane) => {
        await write(core, jane, "One", "Two");
      },
    },
  ],
  [
    "a text that the network did not take, and then did",
    {
      happen: async (core, jane) => {
        core.provider.refuse("send", OFFLINE, 1);
        await write(core, jane, "One", "Two");
        await core.clock.turn(LOOKED_UP_MS);
      },
    },
  ],
  [
    "a text of unknown fate that the person sends again",
    {
      happen: async (core, jane) => {
        core.provider.refuse("send", LOST, 1);
        await write(core, jane, "One");
        await core.clock.turn(LOOKED_UP_MS);
        const textId = await newest(core, jane);
        if (textId !== undefined) await core.ask("outbox/resend", { textId });
      },
    },
  ],
  [
    "a text that waits and is taken back to be written on",
    {
      takenBack: "Words",
      happen: async (core, jane) => {
        core.provider.refuse("send", new AppError("not-allowed", "403"));
        // As a window does while somebody writes.
        await core.ask("drafts/keep", { conversationId: jane, body: "Words" });
        await core.ask("drafts/keep-files", { conversationId: jane, attachments: [picture] });
        await core.ask("outbox/send", { conversationId: jane, body: "Words", attachments: [picture] });
        const textId = await newest(core, jane);
        if (textId !== undefined) await core.ask("outbox/edit", { textId });
        // Some step after it, to die at.
        await core.ask("away/switch", { kind: "until-off" });
      },
    },
  ],
];

it.each(stories)(
  "killed at any step, nothing is sent twice and what never left is sent once: %s",
  async (_name, story) => {
    expect(await throughEvery("death", story)).toEqual([]);
  },
  600_000,
);

it.each(stories.slice(0, 4))(
  "on a disk that is full at any one step, nothing is sent twice either: %s",
  async (_name, story) => {
    expect(await throughEvery("full disk", story)).toEqual([]);
  },
  600_000,
);

it("killed after the text was taken, it is known by an event that comes to the next run only", async () => {
  const computer = createComputer();
  const before = await startCore(computer);
  const jane = await before.get("conversations/start", { addresses: [JANE] });
  await before.app.quit();
  const first = createTroubledCore(computer, { kind: "death", atStep: 1_000 });
  await first.app.start();
  await computer.clock.turn(0);
  const release = computer.provider.holdSends();
  onTestFinished(release);
  await write(first, jane, "One");
  first.bury();

  const second = createCore(computer);
  await second.app.start();
  const handedOver = computer.clock.now();
  await computer.clock.turn(LOOKED_UP_MS);
  expect(await second.thread(jane)).toMatchObject([{ body: "One", status: "unknown" }]);
  computer.provider.textFrom(JANE, "One", { direction: "outbound", from: OWN, status: "sent", at: handedOver });
  expect(await second.thread(jane)).toMatchObject([{ body: "One", status: "sent" }]);
});
