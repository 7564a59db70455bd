/** Texts and what became of them. Names: radiogroup "Show", button "Reason", group and list of the name given. */
import { type ReactNode, useMemo, useState } from "react";
import type { AwayEntry, AwaySkip } from "../../../preload/contract/away.ts";
import { skipWords } from "../../../preload/contract/away-words.ts";
import { useNow } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { EntryRow } from "../../ui/entry-row.tsx";
import { Choices } from "../../ui/fields.tsx";
import { FoldedChoices } from "../../ui/folded-choices.tsx";
import type { IconName } from "../../ui/icons.tsx";
import { MeasuredList } from "../../ui/measured-list.tsx";
import {
  answerNotes,
  answerTrouble,
  countKinds,
  countRules,
  type EntryKind,
  entryKind,
  kindWords,
  leftWords,
} from "../words/away-entries.ts";
import { numberWords } from "../words/number.ts";
import { fullTime, relativeTime } from "../words/time.ts";

const icons: Readonly<Record<EntryKind, IconName>> = {
  answered: "away",
  failed: "alert",
  left: "left",
  waiting: "queued",
};

const WAITING = "Looked at once more in a moment: somebody may answer first.";
const NOTHING_HEARD = "No words, or no longer kept here";

const Entry = ({ entry, now }: { entry: AwayEntry; now: number }): ReactNode => {
  const { view } = useStores();
  const { connection } = useAppState();
  const { from, at, heard, outcome, conversationId } = entry;
  const kind = entryKind(entry);
  const notes = (): string => {
    if (outcome.kind === "waiting") return WAITING;
    if (outcome.kind === "skipped") return leftWords(outcome.rule);
    return answerTrouble(outcome) ?? answerNotes(entry, outcome, connection).join(" · ");
  };
  return (
    <EntryRow
      name={from.name}
      address={from.address}
      title={from.name ?? from.formatted}
      when={relativeTime(at, now)}
      whenInFull={fullTime(at)}
      heard={heard === "" ? NOTHING_HEARD : heard}
      icon={icons[kind]}
      answer={outcome.kind === "answered" ? outcome.body : null}
      notes={notes()}
      isBad={kind === "failed"}
      onPress={() => view.openConversation(conversationId)}
    />
  );
};

type Shown = EntryKind | "all";

export const EntryList = (props: { name: string; entries: readonly AwayEntry[]; empty: string }): ReactNode => {
  const { name, entries } = props;
  const now = useNow();
  const [shown, setShown] = useState<Shown>("all");
  const [rule, setRule] = useState<AwaySkip | "any">("any");
  const counts = useMemo(() => countKinds(entries), [entries]);
  const rules = useMemo(() => countRules(entries), [entries]);
  const some = useMemo(
    () =>
      entries.filter(
        (entry) =>
          (shown === "all" || entryKind(entry) === shown) &&
          (shown !== "left" || rule === "any" || (entry.outcome.kind === "skipped" && entry.outcome.rule === rule)),
      ),
    [entries, shown, rule],
  );
  if (entries.length === 0) return <p className="part-words entries-none">{props.empty}</p>;
  const kinds = (["answered", "left", "failed", "waiting"] as const).filter(
    (kind) => counts[kind] > 0 || kind === "answered" || kind === "left",
  );
  return (
    <>
      <div className="entries-filter">
        <Choices
          label="Show"
          isLabelHidden
          isRow
          value={shown}
          choices={[
            { value: "all", label: `All ${numberWords(entries.length)}` },
            ...kinds.map((kind) => ({ value: kind, label: `${kindWords[kind]} ${numberWords(counts[kind])}` })),
          ]}
          onChange={(value) => setShown(kinds.find((kind) => kind === value) ?? "all")}
        />
        {shown === "left" && rules.length > 1 ? (
          <FoldedChoices
            label="Reason"
            value={rule}
            choices={[
              { value: "any", label: `Any ${numberWords(counts.left)}` },
              ...rules.map((each) => ({
                value: each.rule,
                label: `${skipWords[each.rule].title} ${numberWords(each.count)}`,
              })),
            ]}
            onChange={(value) => setRule(rules.find((each) => each.rule === value)?.rule ?? "any")}
          />
        ) : null}
      </div>
      <MeasuredList
        name={name}
        items={some}
        keyOf={(entry, place) => `${entry.conversationId} ${entry.at} ${some.length - place}`}
        height={112}
      >
        {(entry) => <Entry entry={entry} now={now} />}
      </MeasuredList>
    </>
  );
};
