import { type ReactNode, useEffect, useState } from "react";
import type { AwayAnswer, EpochMs } from "../../../preload/contract/model.ts";
import { useNow } from "../../state/now.ts";
import { useStores } from "../../state/stores.tsx";
import { AnsweredRow } from "../../ui/answered-row.tsx";
import { fullTime, relativeTime } from "../words/time.ts";

/** What this absence, or else the last one, answered. Read again whenever one more was answered. */
export const AwayReport = (props: { answered: number; since: EpochMs | null }): ReactNode => {
  const { api, view } = useStores();
  const now = useNow();
  const [answers, setAnswers] = useState<readonly AwayAnswer[]>([]);
  useEffect(() => {
    let isWanted = true;
    void api.request("away/report", undefined).then((result) => {
      if (isWanted && result.ok) setAnswers(result.value);
    });
    return () => {
      isWanted = false;
    };
  }, [api, props.answered, props.since]);
  return (
    <section className="part">
      <h2 className="part-title">{props.since === null ? "Answered last time" : "Answered"}</h2>
      {answers.length === 0 ? (
        <p className="part-words">Nobody yet. Everyone who is answered is listed here, with the text that went out.</p>
      ) : (
        <ul className="answered" aria-label="Answered">
          {answers.map(({ conversationId, to, at, body }) => (
            <li key={`${conversationId} ${at}`}>
              <AnsweredRow
                name={to.name}
                address={to.address}
                title={to.name ?? to.formatted}
                body={body}
                when={relativeTime(at, now)}
                whenInFull={fullTime(at)}
                onPress={() => view.openConversation(conversationId)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
