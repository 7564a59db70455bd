import type { ReactNode } from "react";

declare module "react" {
  interface CSSProperties {
    /** Hue of an avatar, 0–359: see marks.css. */
    "--hue"?: number;
  }
}

/** A hue (0–359) that stays the same for an address. Steps of 24 keep neighbours apart. */
const hueFromAddress = (address: string): number => {
  let sum = 7;
  for (const sign of address) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 100_003;
  return (sum % 15) * 24;
};

/** First letters of the first and last word; of a nameless one, the last two digits of the number. */
const initialsFromName = (name: string | null, address: string): string => {
  const words = (name ?? "").split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  if (first === undefined) return address.slice(-2);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last]
    .map((word) => /^\p{L}\p{M}*/u.exec(word ?? "")?.[0] ?? "")
    .join("")
    .toLocaleUpperCase();
};

/** Initials on a colour derived from the number, so that strangers stay recognisable. Decoration: the name is beside it. */
export const Avatar = (props: { name: string | null; address: string; size?: "small" | "normal" }): ReactNode => (
  <span
    className={`avatar avatar-${props.size ?? "normal"}`}
    style={{ "--hue": hueFromAddress(props.address) }}
    aria-hidden
  >
    {initialsFromName(props.name, props.address)}
  </span>
);
