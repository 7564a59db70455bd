import { timed, spreadOf } from "../percentiles.ts";
import { type Row, spreadRow } from "../report.ts";
import { openKept } from "../fill.ts";

const TIMES = 300;
const PAGE = 50;
/** In a quarter of the texts, in few, and two words that must both be there. */
const SEARCHES = [
  ["a common word", "the"],
  ["a rare word", "n4711"],
  ["two words", "monday renew"],
] as const;

/** Reading a database of 100,000 texts as windows do. */
export const largeStore = (folder: string): readonly Row[] => {
  const { store } = openKept(folder);
  const conversations = store.conversations(null, 200);
  const conversationAt = (round: number) => {
    const found = conversations[(round * 37) % conversations.length];
    if (found === undefined) throw new Error("the database is empty");
    return found;
  };
  const [, , middle] = store.conversations(null, 200).toReversed();
  const rows = [
    spreadRow(
      "100,000 texts: list of conversations, newest page",
      spreadOf(timed(TIMES, () => store.conversations(null, PAGE))),
    ),
    spreadRow(
      "100,000 texts: list of conversations, a later page",
      spreadOf(timed(TIMES, () => store.conversations(middle?.lastAt ?? null, PAGE))),
    ),
    spreadRow(
      "100,000 texts: thread, newest page",
      spreadOf(timed(TIMES, (round) => store.thread(conversationAt(round).id, null, PAGE))),
    ),
    spreadRow(
      "100,000 texts: thread, an older page",
      spreadOf(
        timed(TIMES, (round) => {
          const { id } = conversationAt(round);
          const [oldest] = store.thread(id, null, PAGE);
          store.thread(id, oldest?.id ?? null, PAGE);
        }),
      ),
    ),
    spreadRow("100,000 texts: unread count", spreadOf(timed(TIMES, () => store.unreadCount()))),
    ...SEARCHES.map(([name, query]) =>
      spreadRow(`100,000 texts: search, ${name}`, spreadOf(timed(TIMES, () => store.search(query, null, PAGE)))),
    ),
  ];
  store.close();
  return rows;
};
