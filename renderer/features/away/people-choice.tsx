/** Who is always or never answered, and who has which labels. Names: searchbox "Add a person", list "Exceptions". */
import { type ReactNode, useRef, useState } from "react";
import type { AwayPerson } from "../../../preload/contract/away.ts";
import { AddressPicker } from "../../ui/address-picker.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Choices, Field } from "../../ui/fields.tsx";
import { digitsTyped, suggestionsFor } from "../new-message/suggestions.ts";
import { failureWords } from "../words/failure.ts";
import { useAnswer } from "./use-answer.ts";
import type { People } from "./use-people.ts";

/** Fewer digits could be those of many. */
const WHOLE_NUMBER = 7;

const ANSWERS = [
  { value: "always", label: "Always" },
  { value: "never", label: "Never" },
  { value: "usual", label: "As others" },
] as const;

/** Labels as they are typed: with commas between them. */
const labelsFrom = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .split(",")
      .map((label) => label.trim().slice(0, 40))
      .filter((label) => label !== ""),
  ),
];

const PersonRow = (props: { person: AwayPerson; onChange: (person: AwayPerson) => void }): ReactNode => {
  const { person, onChange } = props;
  const { party, answer, labels } = person;
  const [typed, setTyped] = useState<string | null>(null);
  const name = party.name ?? party.formatted;
  return (
    <li className="person">
      <Avatar name={party.name} address={party.address} size="small" />
      <span className="person-name">
        {name}
        {party.name === null ? null : <span className="away-detail tabular"> {party.formatted}</span>}
      </span>
      <IconButton
        name={`Remove ${name}`}
        icon="close"
        size={16}
        onPress={() => onChange({ ...person, answer: null, labels: [] })}
      />
      <div className="person-choices">
        <Choices
          label={`How ${name} is answered`}
          isLabelHidden
          isRow
          value={answer ?? "usual"}
          choices={ANSWERS}
          onChange={(value) => {
            if (value === "always" || value === "never") onChange({ ...person, answer: value });
            else onChange({ ...person, answer: null });
          }}
        />
        <Field
          label="Labels"
          value={typed ?? labels.join(", ")}
          placeholder="client, VIP"
          onChange={setTyped}
          onBlur={() => {
            if (typed !== null) onChange({ ...person, labels: labelsFrom(typed) });
            setTyped(null);
          }}
        />
      </div>
    </li>
  );
};

/** Whether somebody of this number is in the list: a number is typed with or without its country. */
const isListed = (digits: string, { all }: People): boolean =>
  digits.length >= WHOLE_NUMBER && all.some(({ party }) => party.address.endsWith(digits));

const Search = ({ people }: { people: People }): ReactNode => {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const asked = useRef<string | null>(null);
  const found = useAnswer("contacts/search", { query: typed.trim() }).value ?? [];
  const fresh = found.filter(({ address }) => !people.all.some(({ party }) => party.address === address));
  const isNumber = digitsTyped(typed) !== "";
  const add = async (address: string): Promise<void> => {
    // Enter on a marked line takes what was typed as it goes down, and the line as it comes up.
    if (asked.current === address) return;
    asked.current = address;
    if (isListed(digitsTyped(address), people)) return setError("This number is in the list already.");
    const result = await people.set({ address, answer: "never", labels: [] });
    if (result.ok) setTyped("");
    // The same once more is no use only where it is no number.
    if (!result.ok && result.failure.code !== "invalid-recipient") asked.current = null;
    setError(result.ok ? null : failureWords(result.failure, "send"));
  };
  return (
    <div className="person-search">
      <AddressPicker
        label="Add a person"
        placeholder="Name or number"
        isSubordinate
        value={typed}
        error={error}
        // Nobody is offered before something was typed: a page is no address book.
        suggestions={typed.trim() === "" ? [] : suggestionsFor(typed, fresh, "Add this number")}
        empty={
          typed.trim() === "" ? null : (
            <p className="part-words">Nobody else in your contacts fits. A whole number works too.</p>
          )
        }
        onChange={(next) => {
          asked.current = null;
          setTyped(next);
          setError(null);
        }}
        onChoose={({ address }) => void add(address)}
        onSubmit={() => {
          if (isNumber) void add(typed.trim());
        }}
      />
    </div>
  );
};

export const PeopleChoice = ({ people }: { people: People }): ReactNode => (
  <>
    <Search people={people} />
    {people.all.length === 0 ? (
      <p className="part-words">Whoever you add is never answered, until you choose otherwise here.</p>
    ) : (
      <ul className="people" aria-label="Exceptions">
        {people.all.map((person) => (
          <PersonRow key={person.party.address} person={person} onChange={(next) => void people.change(next)} />
        ))}
      </ul>
    )}
  </>
);
