import { memo, type ReactNode } from "react";
import type { TextView } from "../../../preload/contract/model.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { clockTime, fullTime } from "../words/time.ts";
import { Attachments } from "./attachments.tsx";
import { DeliveryLine } from "./delivery-line.tsx";
import { Linked } from "./linked.tsx";
import { Trouble } from "./trouble.tsx";
import type { TextActs } from "./use-text-acts.ts";

/** Up to three emoji and nothing else are shown large, without a bubble. */
const isJustEmoji = (body: string): boolean =>
  /^(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Regional_Indicator}{2}|[\u200D\p{Emoji_Modifier}])+$/u.test(
    body.trim(),
  ) && [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(body.trim())].length <= 3;

const OneText = ({ text }: { text: TextView }): ReactNode => (
  <>
    {text.attachments.length === 0 ? null : <Attachments text={text} />}
    {text.body === "" ? null : (
      <p className={`${isJustEmoji(text.body) ? "emoji" : "bubble"} selectable`} dir="auto" title={fullTime(text.at)}>
        <Linked body={text.body} />
      </p>
    )}
  </>
);

/** Somebody has to decide; of a text of unknown fate without a failure they have. */
const inTrouble = ({ status, failure }: TextView): boolean =>
  status === "failed" || (status === "unknown" && failure !== null);

/** Of these every one says so, not only the last of its group. */
const isUnsettled = (text: TextView): boolean =>
  text.status === "queued" || text.status === "sending" || inTrouble(text);

type Props = { texts: readonly TextView[]; isNamed: boolean; acts: TextActs };

/** Grouping makes new arrays of the same texts each time; only groups with another text are drawn again. */
const isSame = (before: Props, after: Props): boolean =>
  before.isNamed === after.isNamed &&
  before.acts === after.acts &&
  before.texts.length === after.texts.length &&
  before.texts.every((text, place) => text === after.texts[place]);

/** Texts of one author close in time; how the last one fared stands under it once. */
export const TextGroup = memo((props: Props): ReactNode => {
  const first = props.texts[0];
  const last = props.texts.at(-1);
  if (first === undefined || last === undefined) return null;
  const isMine = first.direction === "outbound";
  const author = first.author.name ?? first.author.formatted;
  return (
    <div className={`group ${isMine ? "group-mine" : "group-theirs"}`}>
      {props.isNamed && !isMine ? (
        <div className="group-author">
          <Avatar name={first.author.name} address={first.author.address} size="small" />
          {author}
        </div>
      ) : null}
      {props.texts.map((text) => (
        <article
          key={text.id}
          className={`text${inTrouble(text) ? ` text-${text.status}` : ""}`}
          aria-label={`${isMine ? "You" : author}, ${clockTime(text.at)}`}
        >
          <OneText text={text} />
          {text === last || isUnsettled(text) ? <DeliveryLine text={text} onCancel={props.acts.takeBack} /> : null}
          {inTrouble(text) ? <Trouble text={text} acts={props.acts} /> : null}
        </article>
      ))}
    </div>
  );
}, isSame);
TextGroup.displayName = "TextGroup";
