import { type ReactNode, useMemo, useRef } from "react";
import type { ConversationSummary, TextView } from "../../../preload/contract/model.ts";
import { useNow } from "../../state/now.ts";
import { useStores } from "../../state/stores.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icons.tsx";
import { failureWords } from "../words/failure.ts";
import { dayName } from "../words/time.ts";
import { daysFromTexts } from "./grouping.ts";
import { TextGroup } from "./text-group.tsx";
import { useDiscard } from "./use-discard.ts";
import { useLogScroll } from "./use-log-scroll.ts";
import { useOlder } from "./use-older.ts";
import { useTextActs } from "./use-text-acts.ts";

/** The texts of a conversation, newest at the bottom. What arrives never moves what is being read. */
export const TextLog = (props: {
  conversation: ConversationSummary;
  /** Whether the conversation has a composer that words can go back to. */
  canWrite: boolean;
  texts: readonly TextView[];
  hasOlder: boolean;
  isLoadingOlder: boolean;
  onLoadOlder: () => void;
  onAtEnd: (isAtEnd: boolean) => void;
}): ReactNode => {
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const { view } = useStores();
  const { discarded, failure, discard, undo } = useDiscard();
  const acts = useTextActs(props.canWrite, discard);
  const texts = useMemo(() => props.texts.filter(({ id }) => id !== discarded), [props.texts, discarded]);
  const days = useMemo(() => daysFromTexts(texts), [texts]);
  const { unseen, onScroll, toEnd } = useLogScroll(scroller, texts, props.onAtEnd);
  const top = useOlder(scroller, texts[0]?.id, props.hasOlder, props.onLoadOlder);

  return (
    <div className="log-frame">
      <div className="log" ref={scroller} onScroll={onScroll}>
        <div className="log-texts" role="log" aria-label="Texts">
          {props.hasOlder ? (
            <div ref={top} className="log-older">
              {props.isLoadingOlder ? "Loading older texts" : ""}
            </div>
          ) : null}
          {days.map((day) => (
            <section key={day.date} className="day" aria-label={dayName(day.at, now)}>
              <h2 className="day-name">
                <span>{dayName(day.at, now)}</span>
              </h2>
              {day.groups.map((group) => (
                <TextGroup
                  key={group.key}
                  texts={group.texts}
                  isNamed={props.conversation.kind === "group"}
                  acts={acts}
                />
              ))}
            </section>
          ))}
        </div>
        {texts.length === 0 ? (
          <Empty title={`No texts with ${props.conversation.title} yet`}>Write the first one below.</Empty>
        ) : null}
      </div>
      <div className="log-float">
        {unseen > 0 ? (
          <button type="button" className="new-pill tabular" onClick={toEnd}>
            <Icon name="jump" size={16} />
            {unseen} new
          </button>
        ) : null}
        {discarded === null ? null : (
          <div className="snack" role="status">
            Text discarded.
            <Button
              look="quiet"
              autoFocus
              onPress={() => {
                undo();
                view.openConversation(props.conversation.id);
              }}
            >
              Undo
            </Button>
          </div>
        )}
        {failure === null || discarded !== null ? null : (
          <div className="snack" role="alert">
            Not discarded. {failureWords(failure, "send")}
          </div>
        )}
      </div>
    </div>
  );
};
