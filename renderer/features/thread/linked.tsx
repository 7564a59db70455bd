import type { ReactNode } from "react";

/** An https address inside words, without the sentence's own punctuation behind it. Main opens no other kind. */
const LINK = /https:\/\/[^\s<>"]+[^\s<>"'.,;:!?)\]}’”]/giu;

/** Words with their links made to be followed (in the person's browser). */
export const Linked = ({ body }: { body: string }): ReactNode => {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const found of body.matchAll(LINK)) {
    const [url] = found;
    if (!URL.canParse(url)) continue;
    parts.push(
      body.slice(end, found.index),
      <a key={found.index} href={url} target="_blank" rel="noreferrer" title={new URL(url).host}>
        {url}
      </a>,
    );
    end = found.index + url.length;
  }
  return [...parts, body.slice(end)];
};
