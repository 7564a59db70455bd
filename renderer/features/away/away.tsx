/**
 * Away: the switch, until when, the message and how it will look, who is answered, and what was answered.
 * Names: region "Away", switch "Away", radiogroup "Until", textbox "Message to those who text you", list "Answered".
 */
import { type ReactNode, useState } from "react";
import type { Failure } from "../../../preload/contract/result.ts";
import { useNow } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Toggle } from "../../ui/fields.tsx";
import { PageFrame } from "../window/page-frame.tsx";
import { awayWords } from "../words/connection.ts";
import { failureWords } from "../words/failure.ts";
import { sinceTime } from "../words/time.ts";
import { AwayMessage } from "./away-message.tsx";
import { AwayReport } from "./away-report.tsx";
import { AwayUntil } from "./away-until.tsx";
import { useAwayWords } from "./use-away-words.ts";

const people = (count: number): string => (count === 1 ? "1 person" : `${count} people`);

export const Away = (): ReactNode => {
  const { api } = useStores();
  const { away } = useAppState();
  const now = useNow();
  const words = useAwayWords();
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = async (on: boolean): Promise<void> => {
    // What goes out must be words that can: the complaint stands at the message.
    if (on && words.complaint !== null) return;
    await words.keep();
    const result = await api.request("away/switch", { on });
    setFailure(result.ok ? null : result.failure);
  };
  const problem = failure ?? words.failure;
  return (
    <PageFrame title="Away">
      <section className={`away-switch${away.on ? " is-on" : ""}`}>
        <Toggle name="Away" isOn={away.on} onChange={(on) => void change(on)}>
          <span className="away-state tabular">{awayWords(away) ?? "Off"}</span>
          <span className="away-detail tabular">
            {away.on && away.since !== null
              ? `Since ${sinceTime(away.since, now)}. ${away.answered === 0 ? "Nobody was answered yet." : `${people(away.answered)} answered.`}`
              : "Texts wait until you answer them."}
          </span>
        </Toggle>
      </section>
      {problem === null ? null : <Banner tone="bad">{failureWords(problem, "send")}</Banner>}
      <AwayUntil words={words} now={now} />
      <AwayMessage words={words} />
      <section className="part">
        <h2 className="part-title">Who is answered</h2>
        <p className="part-words">
          People in your RingCentral contacts, once each per absence. Never strangers, short codes, company messages or
          texts that look automatic.
        </p>
        <Banner tone="info">
          Tern answers only while this computer is awake, connected and signed in. For weeks away, ask your
          administrator for an answering rule at RingCentral itself.
        </Banner>
      </section>
      <AwayReport key={`${away.since} ${away.answered}`} since={away.since} />
    </PageFrame>
  );
};
