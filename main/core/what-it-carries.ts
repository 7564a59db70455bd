/** What a text without words carries, in words: "Photo", "Video", "3 attachments". Empty for no attachments. */
export const whatItCarries = (attachments: readonly { readonly contentType: string }[]): string => {
  const [first] = attachments;
  if (first === undefined) return "";
  return attachments.length === 1 ? WORDS[kindOf(first.contentType)] : `${attachments.length} attachments`;
};

type Kind = "photo" | "video" | "audio" | "card" | "attachment";

const WORDS: Readonly<Record<Kind, string>> = {
  photo: "Photo",
  video: "Video",
  audio: "Audio",
  card: "Contact card",
  attachment: "Attachment",
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
