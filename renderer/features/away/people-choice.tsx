/** Who is always or never answered, and who has which labels. Names: searchbox "Add a person", list "Exceptions". */
import { type ReactNode, useState } from "react";
import type { AwayPerson } from "../../../preload/contract/away.ts";
import type { Party } from "../../../preload/contract/model.ts";
import { AddressPicker } from "../../ui/address-picker.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Choices, Field } from "../../ui/fields.tsx";
import { useAnswer } from "./use-answer.ts";
import type { People } from "./use-people.ts";

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

const Search = ({ people }: { people: People }): ReactNode => {
  const [typed, setTyped] = useState("");
  const found = useAnswer("contacts/search", { query: typed.trim() }).value ?? [];
  const fresh = found.filter(({ address }) => !people.all.some(({ party }) => party.address === address));
  const add = (party: Party): void => {
    setTyped("");
    void people.set({ party, answer: "never", labels: [] });
  };
  return (
    <div className="person-search">
      <AddressPicker
        label="Add a person"
        placeholder="Name or number"
        isSubordinate
        value={typed}
        error={null}
        // Nobody is offered before something was typed: a page is no address book.
        suggestions={
          typed.trim() === ""
            ? []
            : fresh.map(({ name, address, formatted }) => ({
                id: address,
                name,
                address,
                title: name,
                detail: formatted,
              }))
        }
        empty={typed.trim() === "" ? null : <p className="part-words">Nobody else in your contacts fits.</p>}
        onChange={setTyped}
        onChoose={({ name, address, detail }) => add({ name, address, formatted: detail })}
        onSubmit={() => undefined}
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
          <PersonRow key={person.party.address} person={person} onChange={(next) => void people.set(next)} />
        ))}
      </ul>
    )}
  </>
);
