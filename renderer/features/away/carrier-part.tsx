/** What carriers expect of automatic texts, and what the own numbers are registered for there. Name: list "Your numbers". */
import type { ReactNode } from "react";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { STOP_LINE } from "../../../preload/contract/limits.ts";
import { useAppState } from "../../state/stores.tsx";
import { campaignLines } from "../words/campaign.ts";
import { useAnswer } from "./use-answer.ts";

export const carrierWords = ({ hasStopLine }: Pick<AwayRules, "hasStopLine">): string =>
  hasStopLine ? `Ends with “${STOP_LINE}”` : `Without “${STOP_LINE}”`;

export const CarrierPart = ({ rules }: { rules: Pick<AwayRules, "hasStopLine"> }): ReactNode => {
  const { senderNumbers } = useAppState();
  // What cannot be found out is no trouble of the person's: what is expected in general holds in any case.
  const { value, isAsking } = useAnswer("account/campaigns", undefined, senderNumbers);
  const lines = campaignLines(value ?? []);
  return (
    <>
      <p className="part-words">
        Carriers expect that automatic texts say who writes, answer only who wrote first, and offer a way out. The line
        “{STOP_LINE}” does that
        {rules.hasStopLine ? ", and your answers end with it." : ": switch it on under your message."}
      </p>
      {lines.length === 0 ? null : (
        <ul className="own-numbers" aria-label="Your numbers">
          {lines.map(({ numbers, words }) => (
            <li key={numbers}>
              <span className="tabular">{numbers}</span>
              <span className="away-detail">{words}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="part-words">
        An automatic reply has to fit what its number is registered for with carriers.{" "}
        {lines.length > 0
          ? "Ask your administrator whether that takes in automatic texts."
          : isAsking
            ? null
            : "Tern does not know what yours is registered for: RingCentral’s administrator portal shows it."}
      </p>
    </>
  );
};
