/** What a text without words carries, in words: "Photo", "2 photos", "Video", "3 attachments". Empty for no attachments. */
export const whatItCarries = (attachments: readonly { readonly contentType: string }[]): string => {
  const [first] = attachments;
  if (first === undefined) return "";
  const kinds = new Set(attachments.map(({ contentType }) => kindOf(contentType)));
  const count = attachments.length;
  const kind = kinds.size === 1 ? kindOf(first.contentType) : "attachment";
  const [one, many] = WORDS[kind];
  return count === 1 ? one : `${count} ${many}`;
};

type Kind = "photo" | "video" | "audio" | "card" | "attachment";

const WORDS: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  photo: ["Photo", "photos"],
  video: ["Video", "videos"],
  audio: ["Audio", "audio files"],
  card: ["Contact card", "contact cards"],
  attachment: ["Attachment", "attachments"],
};

const kindOf = (contentType: string): Kind => {
  const type = contentType.toLowerCase();
  if (type.startsWith("image/")) return "photo";
  if (type.startsWith("video/")) return "video";
  if (type.startsWith("audio/")) return "audio";
  if (/^text\/(x-)?vcard/.test(type)) return "card";
  return "attachment";
};

/** The first line that says something, or what the text carries. */
export const firstLineOf = (text: {
  readonly body: string;
  readonly attachments: readonly { readonly contentType: string }[];
}): string => {
  const line = text.body
    .split(/\r\n|\r|\n/)
    .map((part) => part.trim())
    .find((part) => part !== "");
  return line ?? whatItCarries(text.attachments);
};
