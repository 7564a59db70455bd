import type { MessageStore } from "../core/ports/message-store.ts";
import type { StorageTrouble } from "../../preload/contract/state.ts";
import type { Randomness } from "../core/ports/system.ts";

import { createAbsences } from "./absences.ts";
import { createAttachments } from "./attachments.ts";
import { createAwayLog } from "./away-log.ts";
import { createConversations } from "./conversations.ts";
import type { Database } from "./sqlite.ts";
import { createDrafts } from "./drafts.ts";
import { createFacts } from "./facts.ts";
import { createForgetting } from "./forgetting.ts";
import { createMerging } from "./merging.ts";
import { createNews } from "./news.ts";
import { createOutbox } from "./outbox.ts";
import { createPeople } from "./people.ts";
import { createReading } from "./reading.ts";
import { createSearch } from "./search.ts";
import { createTexts } from "./texts.ts";
import { createTransactions } from "./transactions.ts";

/** The MessageStore over one open database: each method is one transaction of the parts below. */
export const createMessageStore = (database: Database, randomness: Randomness): MessageStore => {
  const attachments = createAttachments(database, randomness);
  const texts = createTexts(database, attachments);
  const conversations = createConversations(database, texts, randomness);
  const reading = createReading(database);
  const forgetting = createForgetting(database, conversations);
  const merging = createMerging({ database, texts, attachments, conversations, reading, forgetting, randomness });
  const outbox = createOutbox({ database, texts, attachments, conversations, merging });
  const news = createNews(database, texts);
  const search = createSearch(database, texts);
  const drafts = createDrafts(database);
  const awayLog = createAwayLog(database, texts);
  const absences = createAbsences(database);
  const people = createPeople(database);
  const facts = createFacts(database);
  const listeners: ((trouble: StorageTrouble) => void)[] = [];
  const { read, write, writeThrough } = createTransactions(database, (trouble) => {
    for (const listener of listeners) listener(trouble);
  });

  return {
    atomically: (work, survives = "power-cut") => (survives === "crash" ? write(work) : writeThrough(work)),

    save: (text) => write(() => merging.save(text)),
    has: (id) => read(() => texts.rowWithProviderId(id) !== null),
    remove: (ids) => write(() => merging.remove(ids)),
    forgetBefore: (at, limit) => write(() => forgetting.before(at, limit)),

    conversations: (before, limit) => read(() => conversations.page(before, limit)),
    conversation: (id) => read(() => conversations.one(id)),
    conversationWith: (kind, own, others, now) =>
      write(() => {
        const { seq, id } = conversations.findOrMake(kind, own, others);
        conversations.start(seq, now);
        return id;
      }),
    thread: (id, before, limit) => read(() => texts.thread(id, before, limit)),
    text: (id) => read(() => texts.one(id)),
    textsSince: (at, limit) => read(() => texts.since(at, limit)),
    search: (query, before, limit) => read(() => search(query, before, limit)),
    keepNews: (ids) => write(() => news.keep(ids)),
    news: (of) => read(() => news.all(of ?? null)),
    newsIds: () => read(() => news.ids()),
    beginNews: (ids) => write(() => news.begin(ids)),
    postponeNews: (ids) => write(() => news.postpone(ids)),
    endNews: (ids) => write(() => news.end(ids)),
    markRead: (id) => write(() => reading.markRead(id)),
    untoldReads: () => read(() => reading.untold()),
    readsTold: (ids) => write(() => reading.told(ids)),
    unreadCount: () => read(() => conversations.unreadCount()),

    enqueue: (text) => writeThrough(() => outbox.enqueue(text)),
    outbox: () => read(() => outbox.waiting()),
    outgoing: (id) => read(() => outbox.outgoing(id)),
    handedOver: (id) => read(() => outbox.handedOver(id)),
    setStatus: (id, status, failure) => writeThrough(() => outbox.setStatus(id, status, failure)),
    handOver: (id, at) => writeThrough(() => outbox.handOver(id, at)),
    takeBack: (id, before, failure) => writeThrough(() => outbox.takeBack(id, before, failure)),
    requeue: (id, at) => writeThrough(() => outbox.requeue(id, at)),
    accepted: (id, record) => writeThrough(() => merging.accepted(id, record)),
    discard: (id) => writeThrough(() => outbox.discard(id)),

    attachmentContent: (id) => read(() => attachments.content(id)),
    keepAttachmentContent: (id, content) => write(() => attachments.keepContent(id, content)),
    attachment: (textId, id) => read(() => attachments.one(textId, id)),

    draft: (id) => read(() => drafts.read(id)),
    keepDraft: (id, body) => write(() => drafts.keep(id, body)),
    draftFiles: (id) => read(() => drafts.files(id)),
    keepDraftFiles: (id, files) => writeThrough(() => drafts.keepFiles(id, files)),

    awaitAway: (since, heard, at) => write(() => awayLog.awaitAway(since, heard, at)),
    awaitingAway: () => read(() => awayLog.awaitingAway()),
    skipAway: (since, heard, skip) => write(() => awayLog.skipAway(since, heard, skip)),
    claimAway: (claim) => writeThrough(() => awayLog.claimAway(claim)),
    awayAnswered: (since, heard, answer) => write(() => awayLog.awayAnswered(since, heard, answer)),
    withdrawAway: (answer, skip) => writeThrough(() => awayLog.withdrawAway(answer, skip)),
    rewordAway: (answer, body) => writeThrough(() => awayLog.rewordAway(answer, body)),
    lastAwayAnswer: (since, address) => read(() => awayLog.lastAwayAnswer(since, address)),
    countAwayAnswers: (since) => read(() => awayLog.countAwayAnswers(since)),
    awayAnswersAfter: (at) => read(() => awayLog.awayAnswersAfter(at)),
    awayEntries: (since) => read(() => awayLog.awayEntries(since)),
    awayEntryOf: (answer) => read(() => awayLog.awayEntryOf(answer)),
    keepAbsence: (absence) => writeThrough(() => absences.keepAbsence(absence)),
    redateAbsence: (since, to) => writeThrough(() => absences.redateAbsence(since, to)),
    forgetAbsence: (since) => writeThrough(() => absences.forgetAbsence(since)),
    absences: (limit) => read(() => absences.absences(limit)),
    keepAwayGap: (gap) => write(() => absences.keepAwayGap(gap)),
    awayGaps: (from, to) => read(() => absences.awayGaps(from, to)),
    people: () => read(() => people.people()),
    person: (address) => read(() => people.person(address)),
    keepPerson: (person) => writeThrough(() => people.keepPerson(person)),

    fact: (name) => read(() => facts.read(name)),
    keepFact: (name, value) => writeThrough(() => facts.keep(name, value)),

    onTrouble: (listener) => {
      listeners.push(listener);
    },
    close: () => {
      database.close();
    },
  };
};
