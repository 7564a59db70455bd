import { describe, expect, it } from "vitest";

import type { MessageStore } from "../../../main/core/ports/message-store.ts";
import type { TextId } from "../../../preload/contract/model.ts";
import { textId } from "../../harness/ids.ts";
import { amir, claim, enqueue, jane, providerText, sentRecord, temporaryStore, temporaryStores } from "./fixture.ts";

const SINCE = 700;

/** An inbound text of this provider's id, from Jane if nobody else is named. */
const heard = (store: MessageStore, providerId: string, from = jane, at = 1_000): TextId =>
  store.save(providerText({ providerId, from, others: [from], body: `Text ${providerId}`, at, isRead: true })).text.id;

const outcomes = (store: MessageStore, since = SINCE) =>
  store
    .awayEntries(since)
    .map(({ text, outcome }) => [text?.body ?? null, outcome.kind === "skipped" ? outcome.rule : outcome.kind]);

describe("an answer of Away", () => {
  it("is claimed once for a text and once for an address in an absence, also after a restart", () => {
    const { open } = temporaryStores();
    const store = open();
    const [one, two, his] = [heard(store, "1"), heard(store, "2"), heard(store, "3", amir)];
    expect([claim(store, SINCE, one), claim(store, SINCE, one), claim(store, SINCE, two)]).toEqual([
      true,
      false,
      false,
    ]);
    store.close();
    const again = open();
    expect([claim(again, SINCE, one), claim(again, SINCE, two), claim(again, SINCE, his)]).toEqual([
      false,
      false,
      true,
    ]);
    expect([claim(again, 900, one), claim(again, 900, two)]).toEqual([true, false]);
  });

  it("is claimed again for an address where that was answered long enough ago, never for the same text", () => {
    const store = temporaryStore();
    const [one, two, three] = [heard(store, "1"), heard(store, "2"), heard(store, "3")];
    expect(claim(store, SINCE, one, { at: 2_000, unlessAnsweredAfter: 1_000 })).toBe(true);
    expect(claim(store, SINCE, two, { at: 3_000, unlessAnsweredAfter: 1_999 })).toBe(false);
    expect(claim(store, SINCE, two, { at: 3_000, unlessAnsweredAfter: 2_000 })).toBe(true);
    expect(claim(store, SINCE, one, { at: 9_000, unlessAnsweredAfter: 8_000 })).toBe(false);
    expect(claim(store, SINCE, three, { at: 9_000, unlessAnsweredAfter: null })).toBe(false);
    expect([store.lastAwayAnswer(SINCE, jane), store.lastAwayAnswer(SINCE, amir)]).toEqual([3_000, null]);
  });

  it("is not claimed for a text that is not here, or was deleted at RingCentral", () => {
    const store = temporaryStore();
    const gone = heard(store, "gone");
    store.remove(["gone"]);
    expect([claim(store, SINCE, textId("nowhere")), claim(store, SINCE, gone)]).toEqual([false, false]);
    expect(outcomes(store)).toEqual([]);
  });

  it("stays one, whatever is noted of its text later", () => {
    const store = temporaryStore();
    const one = heard(store, "1");
    claim(store, SINCE, one);
    store.skipAway(SINCE, one, { at: 3_000, rule: "already-answered", intent: null });
    store.awaitAway(SINCE, one, 3_000);
    expect([outcomes(store), store.awaitingAway()]).toEqual([[["Text 1", "answered"]], []]);
  });

  it("goes back with all else if its text cannot be queued", () => {
    const store = temporaryStore();
    const one = heard(store, "1");
    expect(() =>
      store.atomically(() => {
        claim(store, SINCE, one);
        throw new Error("no room");
      }),
    ).toThrow("no room");
    expect([store.countAwayAnswers(SINCE), claim(store, SINCE, one)]).toEqual([0, true]);
  });

  it("is known by the text that gives it, with what became of that", () => {
    const store = temporaryStore();
    const one = heard(store, "1");
    claim(store, SINCE, one, { at: 1_800, body: "Back soon", wordsFrom: "template", intent: "urgent", isLate: true });
    const answer = enqueue(store, { body: "Back soon", isAwayReply: true });
    store.awayAnswered(SINCE, one, answer.id);
    const entry = {
      since: SINCE,
      conversationId: answer.conversationId,
      address: jane,
      at: 1_000,
      text: store.text(one),
      intent: "urgent",
      outcome: {
        kind: "answered",
        at: 1_800,
        body: "Back soon",
        wordsFrom: "template",
        isLate: true,
        textId: answer.id,
        status: "queued",
        failure: null,
      },
    };
    expect([store.awayEntryOf(answer.id), store.awayEntryOf(one), store.awayEntries(SINCE)]).toEqual([
      entry,
      null,
      [entry],
    ]);
    store.setStatus(answer.id, "failed", { code: "not-allowed" });
    const failed = { textId: answer.id, status: "failed", failure: { code: "not-allowed" } };
    expect(store.awayEntryOf(answer.id)?.outcome).toMatchObject(failed);
    store.discard(answer.id);
    expect(store.awayEntries(SINCE)[0]?.outcome).toMatchObject({ body: "Back soon", textId: null, status: null });
  });

  it("that is taken back is a text left to the person, and an author who was not answered", () => {
    const store = temporaryStore();
    const one = heard(store, "1");
    claim(store, SINCE, one, { at: 1_800 });
    const answer = enqueue(store, { isAwayReply: true });
    store.awayAnswered(SINCE, one, answer.id);
    store.withdrawAway(textId("another"), { at: 2_000, rule: "too-old" });
    expect(outcomes(store)).toEqual([["Text 1", "answered"]]);
    store.withdrawAway(answer.id, { at: 2_000, rule: "answered-elsewhere" });
    expect([
      outcomes(store),
      store.awayEntryOf(answer.id),
      store.lastAwayAnswer(SINCE, jane),
      store.countAwayAnswers(SINCE),
      store.awayAnswersAfter(0),
    ]).toEqual([[["Text 1", "answered-elsewhere"]], null, null, 0, 0]);
  });

  it("says something else once it is reworded, in its thread and in the search as well, unless it has left", () => {
    const store = temporaryStore();
    const one = heard(store, "1");
    claim(store, SINCE, one, { body: "Back soon" });
    const answer = enqueue(store, { body: "Back soon", isAwayReply: true });
    store.awayAnswered(SINCE, one, answer.id);
    store.rewordAway(answer.id, "Sorry, late. Back soon");
    const said = () => [
      store.awayEntryOf(answer.id)?.outcome,
      store.text(answer.id)?.body,
      store.outgoing(answer.id).body,
    ];
    const reworded = { kind: "answered", body: "Sorry, late. Back soon", isLate: true };
    expect([said(), store.search("sorry", null, 10).map(({ id }) => id)]).toMatchObject([
      [reworded, reworded.body, reworded.body],
      [answer.id],
    ]);
    store.handOver(answer.id, 1_950);
    store.rewordAway(answer.id, "Something else");
    expect(store.text(answer.id)?.body).toBe(reworded.body);
  });

  it("is not Away's any more once the person sends it again", () => {
    const store = temporaryStore();
    const one = heard(store, "1");
    claim(store, SINCE, one);
    const answer = enqueue(store, { isAwayReply: true });
    store.awayAnswered(SINCE, one, answer.id);
    store.setStatus(answer.id, "failed", { code: "expired" });
    store.requeue(answer.id, 3_000);
    store.withdrawAway(answer.id, { at: 4_000, rule: "not-away" });
    expect([outcomes(store), store.awayEntryOf(answer.id)]).toEqual([[["Text 1", "answered"]], null]);
  });

  it("is known by its text also when that became one with the provider's record of it", () => {
    const store = temporaryStore();
    const one = heard(store, "1");
    claim(store, SINCE, one);
    const answer = enqueue(store, { isAwayReply: true });
    store.awayAnswered(SINCE, one, answer.id);
    store.handOver(answer.id, 1_950);
    const { text } = store.save(sentRecord());
    const { id } = store.accepted(answer.id, sentRecord());
    expect([text.id === id, store.awayEntryOf(id)?.text?.id]).toEqual([false, one]);
  });
});

describe("the log of Away", () => {
  it("is listed newest first by when texts were written, each with its words, of one absence", () => {
    const store = temporaryStore();
    const [late, early, his] = [
      heard(store, "late", jane, 3_000),
      heard(store, "early", jane, 1_000),
      heard(store, "his", amir, 2_000),
    ];
    store.skipAway(SINCE, late, { at: 3_001, rule: "already-answered", intent: "social" });
    claim(store, SINCE, early);
    store.awaitAway(SINCE, his, 2_001);
    claim(store, 800, his);
    expect(outcomes(store)).toEqual([
      ["Text late", "already-answered"],
      ["Text his", "waiting"],
      ["Text early", "answered"],
    ]);
    expect(store.awayEntries(SINCE)[0]?.intent).toBe("social");
    expect(store.awayEntries(1)).toEqual([]);
  });

  it("keeps what was decided on a text that is no longer kept here", () => {
    const store = temporaryStore();
    claim(store, SINCE, heard(store, "1"));
    store.keepAbsence({ since: SINCE, until: null, because: "person", hasEnded: false });
    expect(store.forgetBefore(1_400, 10)).toBe(1);
    expect(store.awayEntries(SINCE)).toMatchObject([
      { address: jane, at: 1_000, text: null, outcome: { kind: "answered", body: "Away" } },
    ]);
  });

  it("counts answers, and only those: of an absence, and of all since a moment", () => {
    const store = temporaryStore();
    claim(store, SINCE, heard(store, "1"), { at: 2_000 });
    claim(store, SINCE, heard(store, "2", amir), { at: 3_000 });
    claim(store, 900, heard(store, "3"), { at: 4_000 });
    store.skipAway(900, heard(store, "4"), { at: 5_000, rule: "too-old", intent: null });
    store.awaitAway(900, heard(store, "5"), 5_000);
    expect([SINCE, 900, 1].map(store.countAwayAnswers)).toEqual([2, 1, 0]);
    expect([1_999, 2_000, 3_999, 4_000].map(store.awayAnswersAfter)).toEqual([3, 2, 1, 0]);
  });

  it("loses what is as old as the texts that are forgotten, but never who was answered in an absence that goes on", () => {
    const store = temporaryStore();
    store.keepAbsence({ since: SINCE, until: 1_600, because: "person", hasEnded: true });
    store.keepAbsence({ since: 1_600, until: null, because: "person", hasEnded: false });
    const [one, two] = [heard(store, "1"), heard(store, "2", amir)];
    claim(store, SINCE, one, { at: 1_500 });
    claim(store, SINCE, two, { at: 9_000 });
    claim(store, 1_600, one, { at: 1_700 });
    store.forgetBefore(5_000, 10);
    expect([store.countAwayAnswers(SINCE), store.countAwayAnswers(1_600)]).toEqual([1, 1]);
    const again = heard(store, "again", jane, 6_000);
    expect(claim(store, 1_600, again, { at: 6_001 })).toBe(false);
  });
});

describe("a text that waits for Away", () => {
  it("waits over a restart, oldest first, until it is decided on", () => {
    const { open } = temporaryStores();
    const store = open();
    const [late, early, skipped] = [
      heard(store, "late", jane, 3_000),
      heard(store, "early", amir, 1_000),
      heard(store, "skipped"),
    ];
    for (const id of [late, early, skipped]) store.awaitAway(SINCE, id, 3_500);
    store.skipAway(SINCE, skipped, { at: 4_000, rule: "group", intent: null });
    store.close();
    const again = open();
    expect(again.awaitingAway().map(({ since, text }) => [since, text.id])).toEqual([
      [SINCE, early],
      [SINCE, late],
    ]);
    claim(again, SINCE, early);
    expect(again.awaitingAway().map(({ text }) => text.id)).toEqual([late]);
  });

  it("waits no more once it was skipped, however often it is found again", () => {
    const store = temporaryStore();
    const one = heard(store, "1");
    store.skipAway(SINCE, one, { at: 2_000, rule: "too-old", intent: null });
    store.awaitAway(SINCE, one, 3_000);
    store.skipAway(SINCE, one, { at: 4_000, rule: "group", intent: null });
    expect([outcomes(store), store.awaitingAway()]).toEqual([[["Text 1", "group"]], []]);
  });

  it("is gone with all that would be said of it if it is deleted at RingCentral", () => {
    const store = temporaryStore();
    const one = heard(store, "1");
    store.awaitAway(SINCE, one, 2_000);
    store.remove(["1"]);
    expect([store.awaitingAway(), store.awayEntries(SINCE)]).toEqual([[], []]);
  });
});

describe("absences", () => {
  it("are kept newest first, each as it was noted last", () => {
    const { open } = temporaryStores();
    const store = open();
    store.keepAbsence({ since: 1, until: null, because: "person", hasEnded: false });
    store.keepAbsence({ since: 9, until: 20, because: "hours", hasEnded: false });
    store.keepAbsence({ since: 1, until: 5, because: "person", hasEnded: true });
    store.close();
    const again = open();
    expect(again.absences(10)).toEqual([
      { since: 9, until: 20, because: "hours", hasEnded: false },
      { since: 1, until: 5, because: "person", hasEnded: true },
    ]);
    expect([again.absences(1).length, again.absences(0), again.absences(-1)]).toEqual([1, [], []]);
  });
});

describe("gaps", () => {
  it("are found where they lie at least partly in a time, oldest first, and end once", () => {
    const store = temporaryStore();
    store.keepAwayGap({ kind: "offline", from: 50, to: null });
    store.keepAwayGap({ kind: "closed", from: 10, to: 20 });
    store.keepAwayGap({ kind: "asleep", from: 20, to: 30 });
    store.keepAwayGap({ kind: "offline", from: 50, to: 60 });
    store.keepAwayGap({ kind: "offline", from: 70, to: null });
    const found = (from: number, to: number) => store.awayGaps(from, to).map((gap) => [gap.kind, gap.from, gap.to]);
    expect(found(0, 100)).toEqual([
      ["closed", 10, 20],
      ["asleep", 20, 30],
      ["offline", 50, 60],
      ["offline", 70, null],
    ]);
    expect([found(20, 50), found(55, 56), found(60, 70), found(200, 300)]).toEqual([
      [["asleep", 20, 30]],
      [["offline", 50, 60]],
      [],
      [["offline", 70, null]],
    ]);
  });

  it("are forgotten with the texts of their time, unless they last", () => {
    const store = temporaryStore();
    store.keepAwayGap({ kind: "closed", from: 10, to: 20 });
    store.keepAwayGap({ kind: "asleep", from: 10, to: 200 });
    store.keepAwayGap({ kind: "offline", from: 15, to: null });
    store.forgetBefore(100, 10);
    expect(store.awayGaps(0, 1_000).map(({ kind }) => kind)).toEqual(["asleep", "offline"]);
  });
});

describe("what the person says of people", () => {
  it("is kept by address until nothing is said any more", () => {
    const { open } = temporaryStores();
    const store = open();
    store.keepPerson({ address: jane, answer: "never", labels: ["VIP", "“quoted”"] });
    store.keepPerson({ address: amir, answer: "always", labels: [] });
    store.keepPerson({ address: amir, answer: null, labels: ["Client"] });
    store.close();
    const again = open();
    const [sayOfJane, sayOfAmir] = [
      { address: jane, answer: "never", labels: ["VIP", "“quoted”"] },
      { address: amir, answer: null, labels: ["Client"] },
    ];
    expect([again.people(), again.person(amir)]).toEqual([[sayOfJane, sayOfAmir], sayOfAmir]);
    again.keepPerson({ address: jane, answer: null, labels: [] });
    expect([again.people(), again.person(jane)]).toEqual([[sayOfAmir], { address: jane, answer: null, labels: [] }]);
  });
});
