/** Words for some of those who write. Names: buttons "Add for a language", "Add for a label". */
import type { ReactNode } from "react";
import type { AwayRules, OtherMessage } from "../../../preload/contract/away.ts";
import { AWAY_LIMITS } from "../../../preload/contract/limits.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/fields.tsx";
import { SystemChoice } from "../../ui/system-fields.tsx";
import { WordsField } from "../../ui/words-field.tsx";
import { languageName, whomWords } from "../words/away-rules.ts";
import type { AwayForm } from "./use-away-form.ts";
import type { People } from "./use-people.ts";

/** What main can tell apart (main/languages), by how people name it. */
const languages =
  "am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh"
    .split(" ")
    .map((code) => ({ value: code, label: languageName(code) }))
    .toSorted((one, other) => one.label.localeCompare(other.label));

export const othersWords = ({ others }: Pick<AwayRules, "others">): string =>
  others.length === 0 ? "None" : others.map(whomWords).join(", ");

const Whom = (props: {
  other: OtherMessage;
  error: string | null;
  onChange: (whom: OtherMessage["whom"]) => void;
}): ReactNode => {
  const { whom } = props.other;
  return whom.kind === "language" ? (
    <SystemChoice
      label="To who writes in"
      value={whom.language}
      choices={languages}
      onChange={(language) => props.onChange({ kind: "language", language })}
    />
  ) : (
    <Field
      label="To who has the label"
      value={whom.label}
      error={props.error}
      onChange={(label) => props.onChange({ kind: "label", label: label.slice(0, 40) })}
    />
  );
};

export const OtherMessages = ({ form, people }: { form: AwayForm; people: People }): ReactNode => {
  const { others, message } = form.rules;
  const put = (next: readonly OtherMessage[]): void => form.changeRules({ others: next });
  const replace = (place: number, change: Partial<OtherMessage>): void =>
    put(others.map((other, each) => (each === place ? { ...other, ...change } : other)));
  const isFull = others.length >= AWAY_LIMITS.others;
  return (
    <>
      <p className="part-words">
        The first one that fits is taken, before smart replies. The language is told from their text, on this computer.
      </p>
      {others.map((other, place) => (
        // Two may be for the same people: only the place tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={place} className="other-message" role="group" aria-label={`Message for ${whomWords(other)}`}>
          <div className="field-row">
            <Whom
              other={other}
              error={form.complaints.whom[place] ?? null}
              onChange={(whom) => replace(place, { whom })}
            />
            <Button onPress={() => put(others.filter((_, each) => each !== place))}>Remove</Button>
          </div>
          <WordsField
            label={`Words for ${whomWords(other)}`}
            value={other.words}
            error={form.complaints.others[place] ?? null}
            onChange={(words) => replace(place, { words })}
          />
        </div>
      ))}
      <div className="acts">
        <Button
          isDisabled={isFull}
          onPress={() => put([...others, { words: message, whom: { kind: "language", language: "es" } }])}
        >
          Add for a language
        </Button>
        <Button
          isDisabled={isFull}
          onPress={() =>
            put([...others, { words: message, whom: { kind: "label", label: people.labels[0] ?? "VIP" } }])
          }
        >
          Add for a label
        </Button>
      </div>
    </>
  );
};
