import { expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { ConversationId } from "../../../preload/contract/model.ts";
import { AMIR, JANE, STRANGER } from "../../harness/fake-gateway.ts";
import {
  type Computer,
  type CoreUnderTest,
  createComputer,
  createCore,
  CREDENTIALS,
  someWindow,
  startCore,
} from "../../harness/start-core.ts";
import { createTroubledCore, type Trouble } from "../../harness/troubled-core.ts";

/** Longer than any wait after a failure, and than the time between two checks for what was missed. */
const AFTER_ALL_MS = 15 * 60_000;

/** Something that Tern lives through, with one trouble at one of its steps. */
type Story = {
  /** What was before, without trouble; by default somebody signed in and all was quiet. */
  readonly before?: (computer: Computer) => Promise<void>;
  /** What happens while Tern is there; if it was killed before, while it is not. */
  readonly happen: (core: CoreUnderTest) => Promise<void>;
  /** Nothing happens before somebody is signed in: after a death before that, it happens in the next run. */
  readonly waits?: boolean;
  /** Texts of these words are no news. */
  readonly notNews?: readonly string[];
  /** What else has to hold at the end. Answers what does not. */
  readonly problems?: (core: CoreUnderTest) => Promise<readonly string[]>;
};

const signIn = async (computer: Computer, then?: (core: CoreUnderTest) => Promise<void>): Promise<void> => {
  const core = await startCore(computer);
  await then?.(core);
  await core.app.quit();
};

const textsIn = async (core: CoreUnderTest) => {
  const list = await core.get("conversations/list", { before: null, limit: 50 });
  return (await Promise.all(list.map(({ id }) => core.thread(id)))).flat();
};

const unreadIn = async (core: CoreUnderTest): Promise<ReadonlySet<ConversationId>> => {
  const list = await core.get("conversations/list", { before: null, limit: 50 });
  return new Set(list.filter(({ unread }) => unread > 0).map(({ id }) => id));
};

/** Asks as a window would, which may be told that it is of no use. */
const tryTo = async (ask: () => Promise<unknown>): Promise<void> => {
  try {
    await ask();
  } catch {
    // Killed, or the disk failed.
  }
};

/** Plays the story with the trouble; Tern is started again after a death. Null: it was over before the trouble came. */
const play = async ({ before = signIn, happen, waits = false, notNews = [], problems }: Story, trouble: Trouble) => {
  const computer = createComputer();
  const { textFrom } = computer.provider;
  const written: string[] = [];
  Object.assign(computer.provider, {
    textFrom: (...given: Parameters<typeof textFrom>) => {
      written.push(given[1]);
      return textFrom(...given);
    },
  });
  await before(computer);
  const first = createTroubledCore(computer, trouble);
  await first.app.start(CREDENTIALS);
  await computer.clock.turn(1_000);
  // The person tries again.
  if (trouble.kind === "full disk" && first.state().session.kind !== "signed-in") {
    await first.ask("account/sign-in", CREDENTIALS);
    await computer.clock.turn(1_000);
  }
  const isEarly = waits && trouble.kind === "death" && first.isOver();
  if (!isEarly) await happen(first);
  await computer.clock.turn(trouble.kind === "death" ? 5_000 : AFTER_ALL_MS);
  if (!first.isOver()) return null;

  let last: CoreUnderTest = first;
  if (trouble.kind === "death") {
    first.bury();
    last = createCore(computer);
    await last.app.start(CREDENTIALS);
    await computer.clock.turn(1_000);
    if (isEarly) await happen(last);
    await computer.clock.turn(AFTER_ALL_MS);
  }
  const told = [...first.notifier.shown, ...(last === first ? [] : last.notifier.shown)];
  const timesTold = (id: string, isRepeat: boolean): number =>
    told.filter((notice) => notice.isRepeat === isRepeat && notice.tellsOf.some((textId) => textId === id)).length;
  const found = await textsIn(last);
  const unread = await unreadIn(last);
  const wrong = found.flatMap(({ id, conversationId, body, direction }) => {
    const [times, repeats] = [timesTold(id, false), timesTold(id, true)];
    const isRight =
      direction === "outbound" || notNews.includes(body)
        ? times + repeats === 0
        : times <= 1 &&
          repeats <= (trouble.kind === "death" ? 1 : 0) &&
          (times + repeats >= 1 || !unread.has(conversationId));
    return isRight ? [] : [`"${body}" told ${times} times, ${repeats} times again`];
  });
  const bodies = found.map(({ body }) => body);
  for (const body of written) if (!bodies.includes(body)) wrong.push(`"${body}" is not there`);
  for (const body of new Set(bodies))
    if (bodies.filter((other) => other === body).length > 1) wrong.push(`"${body}" is there twice`);
  wrong.push(...((await problems?.(last)) ?? []));
  await last.app.quit();
  const next = await startCore(computer);
  await computer.clock.turn(1_000);
  for (const { body } of next.notifier.shown) wrong.push(`"${body}" shown again by the next run`);
  const at = `${trouble.kind} at step ${trouble.atStep}, ${first.steps[trouble.atStep - 1] ?? ""}`;
  return { wrong: wrong.map((what) => `${at}: ${what}`), steps: first.steps };
};

/** The story with the trouble at each of its steps in turn: all that went wrong. */
const throughEvery = async (kind: Trouble["kind"], story: Story): Promise<readonly string[]> => {
  const wrong: string[] = [];
  for (let atStep = 1; ; atStep += 1) {
    const played = await play(story, { kind, atStep });
    if (played === null) {
      if (atStep < 4) wrong.push(`there were only ${atStep - 1} steps`);
      return wrong;
    }
    wrong.push(...played.wrong);
  }
};

/** Longer than an answer of Away waits for somebody else's. */
const ANSWERED_MS = 6_000;

const switchAwayOn = async (core: CoreUnderTest): Promise<void> => {
  await core.get("away/set-rules", { ...USUAL_RULES, message: "Away, {firstName}." });
  core.app.perform({ kind: "switch-away", to: "until-off" });
};

/** Jane and Amir get one answer each. */
const awayProblems = async (core: CoreUnderTest): Promise<readonly string[]> => {
  const answers = (await textsIn(core)).filter(({ isAwayReply }) => isAwayReply).map(({ body }) => body);
  const sent = core.provider.sent.map(({ body }) => body);
  return [
    ...["Away, Jane.", "Away, Amir."].filter((body) => !answers.includes(body)).map((body) => `no "${body}"`),
    ...sent.filter((body, index) => sent.indexOf(body) !== index).map((body) => `"${body}" sent twice`),
  ];
};

const stories: readonly (readonly [string, Story])[] = [
  [
    "texts told live, several at once and one after another",
    {
      happen: async ({ provider, clock }) => {
        provider.textFrom(JANE, "One");
        provider.textFrom(AMIR, "Two");
        provider.textFrom(JANE, "Three");
        await clock.turn(1_000);
        provider.textFrom(STRANGER, "Four");
        await clock.turn(1_000);
      },
    },
  ],
  [
    "a backlog of many from while Tern was off, and a text that comes as it is read",
    {
      before: async (computer) => {
        await signIn(computer);
        for (let index = 0; index < 5; index += 1)
          computer.provider.textFrom(`+1650555013${index}`, `Text ${index}`, { isTold: false });
        computer.provider.textFrom(JANE, "Another", { isTold: false });
        computer.provider.goLive.isAutomatic = false;
      },
      happen: async ({ provider, clock }) => {
        provider.link({ kind: "live" });
        provider.textFrom(AMIR, "Now");
        await clock.turn(1_000);
        provider.goLive.isAutomatic = true;
      },
    },
  ],
  [
    "texts that come during the very first sync, with a history",
    {
      before: async ({ provider, clock }) => {
        provider.textFrom(JANE, "Last week", { at: clock.now() - 7 * 86_400_000 });
        provider.goLive.isAutomatic = false;
      },
      waits: true,
      happen: async ({ provider, clock }) => {
        provider.textFrom(AMIR, "Event lost", { isTold: false });
        provider.link({ kind: "live" });
        provider.textFrom(JANE, "Now");
        await clock.turn(1_000);
        provider.goLive.isAutomatic = true;
      },
      notNews: ["Last week"],
    },
  ],
  [
    "texts that Away answers",
    {
      before: (computer) => signIn(computer, switchAwayOn),
      happen: async ({ provider, clock }) => {
        provider.textFrom(JANE, "One");
        provider.textFrom(JANE, "Two");
        await clock.turn(ANSWERED_MS);
        provider.textFrom(AMIR, "Three", { isTold: false });
        provider.textFrom(STRANGER, "Four");
        await clock.turn(ANSWERED_MS);
      },
      problems: awayProblems,
    },
  ],
  [
    "a reply whose answer is lost and that comes back with the changes",
    {
      happen: async ({ provider, clock, ask, get }) => {
        provider.textFrom(JANE, "Hello");
        await clock.turn(1_000);
        provider.refuse("send", new AppError("answer-lost", "gone"), 1, true);
        await tryTo(async () => {
          const conversationId = await get("conversations/start", { addresses: [JANE] });
          await ask("outbox/send", { conversationId, body: "Reply", attachments: [] });
        });
        await clock.turn(1_000);
      },
      problems: async ({ provider }) => (provider.sent.length > 1 ? ["sent twice"] : []),
    },
  ],
  [
    "texts that are read, some in the conversation that is open",
    {
      before: (computer) => signIn(computer, switchAwayOn),
      happen: async (core) => {
        const { provider, clock } = core;
        provider.textFrom(AMIR, "One", { providerId: AMIR });
        await clock.turn(ANSWERED_MS);
        await tryTo(async () =>
          core.get("conversations/mark-read", { conversationId: await core.conversationWith(AMIR) }),
        );
        await clock.turn(ANSWERED_MS);
        await tryTo(async () => {
          const conversationId = await core.get("conversations/start", { addresses: [JANE] });
          await core.ask("windows/report-open", { conversationId }, someWindow(1));
        });
        provider.textFrom(JANE, "Two", { providerId: JANE });
        await clock.turn(ANSWERED_MS);
      },
      problems: async (core) => {
        const unread = await unreadIn(core);
        const heard = core.provider.readAtProvider;
        const untold = [AMIR, JANE].map(async (id) =>
          unread.has(await core.conversationWith(id)) || heard.includes(id) ? [] : [`not heard that ${id} was read`],
        );
        return [...(await Promise.all(untold)).flat(), ...(await awayProblems(core))];
      },
    },
  ],
  [
    "texts that come while it is quiet, which ends by itself",
    {
      before: (computer) =>
        signIn(computer, async (core) => {
          await core.get("quiet/snooze", { until: computer.clock.now() + 10 * 60_000 });
        }),
      happen: async ({ provider, clock, notifier }) => {
        for (const from of [JANE, AMIR, JANE, STRANGER, "+16505550144"]) {
          provider.textFrom(from, `Text ${provider.held().length}`);
          await clock.turn(1_000);
        }
        expect(notifier.shown).toEqual([]);
      },
    },
  ],
];

it.each(stories)(
  "%s: each is told once, though the process is killed at any step",
  async (_name, story) => {
    expect(await throughEvery("death", story)).toEqual([]);
  },
  120_000,
);

it.each(stories)(
  "%s: each is told once, though the disk fails at any step",
  async (_name, story) => {
    expect(await throughEvery("full disk", story)).toEqual([]);
  },
  120_000,
);
