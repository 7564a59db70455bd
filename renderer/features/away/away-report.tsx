import { type ReactNode, useEffect, useState } from "react";
import type { AwayAnswer, EpochMs } from "../../../preload/contract/model.ts";
import { useNow } from "../../state/now.ts";
import { useStores } from "../../state/stores.tsx";
import { AnsweredRow } from "../../ui/answered-row.tsx";
import { fullTime, relativeTime } from "../words/time.ts";

/** What this absence, or else the last one, answered. A new key makes it read again. */
export const AwayReport = ({ since }: { since: EpochMs | null }): ReactNode => {
  const { api, view } = useStores();
  const now = useNow();
  const [answers, setAnswers] = useState<readonly AwayAnswer[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    const read = async (): Promise<void> => {
      const result = await api.request("away/report", undefined);
      if (isWanted && result.ok) setAnswers(result.value);
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [api]);
  if (answers === null) return null;
  return (
    <section className="part">
      <h2 className="part-title">{since === null ? "Answered last time" : "Answered"}</h2>
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
