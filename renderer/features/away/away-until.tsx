import { type ReactNode, useState } from "react";
import { Choices } from "../../ui/fields.tsx";
import { DayField } from "../../ui/words-field.tsx";
import { dateAfter, daysUntilMonday, longDate, shortDate } from "../words/time.ts";
import type { AwayWords } from "./use-away-words.ts";

/** When Away ends by itself: the days people mean most often, or any other. */
export const AwayUntil = (props: { words: AwayWords; now: number }): ReactNode => {
  const { words, now } = props;
  const [isOther, setOther] = useState(false);
  const tomorrow = dateAfter(now, 1);
  const monday = dateAfter(now, daysUntilMonday(now));
  const week = dateAfter(now, 7);
  // On a Sunday, tomorrow is Monday; on a Monday, Monday is in a week: each day is offered once.
  const days = [...new Set([tomorrow, monday, week])];
  const { returnDate } = words;
  const isListed = returnDate === null || days.includes(returnDate);
  const value = isOther || !isListed ? "other" : (returnDate ?? "open");
  const choose = (chosen: string): void => {
    setOther(chosen === "other");
    if (chosen === "open") words.setReturnDate(null);
    else if (chosen !== "other") words.setReturnDate(chosen);
    else if (returnDate === null) words.setReturnDate(week);
  };
  return (
    <section className="part">
      <Choices
        label="Until"
        isRow
        value={value}
        choices={[
          { value: "open", label: "I switch it off" },
          ...days.map((day) => ({ value: day, label: day === tomorrow ? "Tomorrow" : shortDate(day) })),
          { value: "other", label: "Another day" },
        ]}
        onChange={choose}
      />
      {value === "other" ? (
        <DayField
          label="Return day"
          value={returnDate ?? ""}
          min={tomorrow}
          onChange={(day) => {
            if (day >= tomorrow) words.setReturnDate(day);
          }}
        />
      ) : null}
      <p className="part-words">
        {returnDate === null
          ? "Away stays on until you switch it off."
          : `Away ends by itself when ${longDate(returnDate)} begins.`}
      </p>
    </section>
  );
};
