import { describe, expect, it } from "vitest";
import { backlogNoticeFrom } from "../../../main/core/notices/backlog-notice-from.ts";
import { noticeFrom } from "../../../main/core/notices/notice-from.ts";
import type { Party } from "../../../preload/contract/model.ts";
import { conversationId, textId } from "../../harness/ids.ts";

const party = (name: string | null, address: string): Party => ({ name, address, formatted: `(650) ${address}` });
const JANE = party("Jane Doe", "1");
const AMIR = party("Amir Khan", "2");
const ids = (count: number) => Array.from({ length: count }, (_, index) => textId(`text ${index}`));

const bodyOf = (
  body: string,
  { news = 1, others = [JANE], author = JANE, carries = [] as readonly string[] } = {},
): string | undefined =>
  noticeFrom({
    conversation: { id: conversationId("jane"), title: "Jane Doe", others },
    texts: [{ author, body, attachments: carries.map((contentType) => ({ contentType })), at: 1 }],
    tellsOf: ids(news),
    isRepeat: false,
    isUrgent: false,
  })?.body;

describe("what the notice of a conversation says", () => {
  it.each([
    [{}, "Ten is fine"],
    [{ news: 2 }, "2 new texts: Ten is fine"],
    [{ news: 400 }, "400 new texts: Ten is fine"],
    [{ others: [JANE, AMIR], author: AMIR }, "Amir: Ten is fine"],
    [{ others: [JANE, AMIR], author: AMIR, news: 3 }, "3 new texts. Amir: Ten is fine"],
    [{ others: [JANE, AMIR], author: party(null, "555-0199") }, "(650) 555-0199: Ten is fine"],
  ])("of words, with %o", (more, expected) => {
    expect(bodyOf(" Ten is fine\n", more)).toBe(expected);
  });

  it.each([
    [{ carries: ["image/png"] }, "Photo"],
    [{ carries: ["image/png", "video/mp4"] }, "2 attachments"],
    [{ carries: ["image/png"], news: 3 }, "3 new texts: Photo"],
    [{ carries: ["image/png"], others: [JANE, AMIR], news: 3 }, "3 new texts. Jane: Photo"],
    [{}, "New text"],
    [{ news: 3 }, "3 new texts"],
    [{ others: [JANE, AMIR] }, "Jane: New text"],
  ])("of a text without words, with %o", (more, expected) => {
    expect(bodyOf(" ", more)).toBe(expected);
  });

  it("is the newest text, whatever order they come in, and it tells only of the new ones", () => {
    const text = (body: string, at: number) => ({ author: JANE, body, attachments: [], at });
    expect(
      noticeFrom({
        conversation: { id: conversationId("jane"), title: "Jane Doe", others: [JANE] },
        texts: [text("Newest", 3), text("Old", 1), text("Newer", 2)],
        tellsOf: ids(1),
        isRepeat: true,
        isUrgent: true,
      }),
    ).toEqual({
      id: conversationId("jane"),
      title: "Urgent: Jane Doe",
      body: "Newest",
      canAnswer: true,
      isRepeat: true,
      isUrgent: true,
      tellsOf: ids(1),
    });
  });

  it("is nothing without a text", () => {
    const conversation = { id: conversationId("jane"), title: "Jane Doe", others: [JANE] };
    expect(noticeFrom({ conversation, texts: [], tellsOf: [], isRepeat: false, isUrgent: false })).toBeNull();
  });
});

/** One text from each of these, oldest first, each in a conversation of its own unless it is named. */
const backlogOf = (...from: readonly (Party | readonly [Party, string])[]) =>
  backlogNoticeFrom(
    from.map((each, index) => {
      const [author, conversation] = Array.isArray(each) ? each : [each, `conversation ${index}`];
      return { author, conversationId: conversationId(conversation), at: index };
    }),
    { tellsOf: ids(from.length), isRepeat: false, isUrgent: false },
  );

describe("what the notice of a backlog says", () => {
  const [first, second, third] = ["555-0101", "555-0102", "555-0103"].map((address) => party(null, address));
  if (first === undefined || second === undefined || third === undefined) throw new Error("three numbers");
  const kim = party("Kim Okafor", "3");

  it("is how many and from whom, the newest first; it cannot be answered", () => {
    expect(backlogOf(AMIR, kim, first, JANE)).toEqual({
      id: "backlog",
      title: "4 new texts",
      body: "Jane Doe and 3 others",
      canAnswer: false,
      isRepeat: false,
      isUrgent: false,
      tellsOf: ids(4),
    });
  });

  it("counts people, not texts", () => {
    const { title, body } = backlogOf(AMIR, AMIR, kim, JANE, JANE, JANE, first, kim);
    expect([title, body]).toEqual(["8 new texts", "Kim Okafor and 3 others"]);
  });

  it("names somebody known before a number, and a number if nobody is known", () => {
    expect(backlogOf(AMIR, first, second, third).body).toBe("Amir Khan and 3 others");
    expect(backlogOf(first, second, third, party(null, "72345")).body).toBe("(650) 72345 and 3 others");
  });

  it("says in how many conversations where one or two people wrote in several", () => {
    const groups = ["a", "b", "c", "d"];
    expect(backlogOf(...groups.map((group) => [JANE, group] as const)).body).toBe("Jane Doe, in 4 conversations");
    expect(backlogOf([AMIR, "e"], ...groups.map((group) => [JANE, group] as const)).body).toBe(
      "Jane Doe and Amir Khan, in 5 conversations",
    );
  });

  it("is readable for very many", () => {
    expect(backlogOf(...Array.from({ length: 10_000 }, (_, index) => party(null, `${index}`)))).toMatchObject({
      title: "10,000 new texts",
      body: "(650) 9999 and 9,999 others",
    });
  });
});
