/**
 * How much is read and kept. Names: radiogroups "How far back Tern reads", "Check at least every", "Keep texts on this
 * computer", textbox "Days", alertdialog "Remove older texts from this computer?".
 */
import { type ReactNode, useState } from "react";
import type { Failure } from "../../../preload/contract/result.ts";
import type { Settings } from "../../../preload/contract/state.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { type Choice, Choices } from "../../ui/fields.tsx";
import { failureWords } from "../words/failure.ts";
import { KeepChoice } from "./keep-choice.tsx";
import { daysWords } from "./days.ts";

const historyDays = [7, 30, 90, 365];
const checkMinutes = [5, 10, 30, 60];

/** A value that is none of those offered was chosen elsewhere: it stands among them. */
const choicesFrom = (offered: readonly number[], value: number, words: (each: number) => string): readonly Choice[] =>
  [...new Set([...offered, value])]
    .toSorted((one, other) => one - other)
    .map((each) => ({ value: String(each), label: words(each) }));

export const TextsHere = (): ReactNode => {
  const { api } = useStores();
  const { settings } = useAppState();
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = async (next: Partial<Settings>): Promise<void> => {
    const result = await api.request("settings/change", { ...settings, ...next });
    setFailure(result.ok ? null : result.failure);
  };
  return (
    <>
      <section className="part">
        <Choices
          label="How far back Tern reads"
          isRow
          value={String(settings.historyDays)}
          choices={choicesFrom(historyDays, settings.historyDays, daysWords)}
          onChange={(value) => void change({ historyDays: Number(value) })}
        />
        <p className="part-words">More brings older texts here too. Less takes none away.</p>
      </section>
      <section className="part">
        <Choices
          label="Check at least every"
          isRow
          value={String(settings.checkMinutes)}
          choices={choicesFrom(checkMinutes, settings.checkMinutes, (minutes) => `${minutes} minutes`)}
          onChange={(value) => void change({ checkMinutes: Number(value) })}
        />
        <p className="part-words">
          Texts come by themselves within seconds. So often Tern makes sure that none was missed.
        </p>
      </section>
      <KeepChoice keepDays={settings.keepDays} onChange={(keepDays) => void change({ keepDays })} />
      {failure === null ? null : <Banner tone="bad">Not changed. {failureWords(failure, "read")}</Banner>}
    </>
  );
};
