import { ATTACHMENT_TYPES, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from "../../../preload/contract/limits.ts";
import type { OutgoingAttachment } from "../../../preload/contract/model.ts";
import { sizeWords } from "../words/file.ts";

export type CheckedFiles = {
  readonly accepted: readonly OutgoingAttachment[];
  /** A sentence for each file that was not taken: which, why, what to do. */
  readonly refusals: readonly string[];
};

const extensionOf = (name: string): string => /\.([^.]+)$/u.exec(name)?.[1]?.toLowerCase() ?? "";

/** The name to send it under, and its type; null if RingCentral does not take its kind. */
const sendable = (file: File): { fileName: string; contentType: string } | null => {
  const known = ATTACHMENT_TYPES[extensionOf(file.name)];
  if (known !== undefined) return { fileName: file.name, contentType: known };
  // A picture without a telling name, as some programs put on the clipboard: its own type names it.
  const extension = Object.keys(ATTACHMENT_TYPES).find((each) => ATTACHMENT_TYPES[each] === file.type);
  return extension === undefined || file.type === ""
    ? null
    : { fileName: `${file.name || "file"}.${extension}`, contentType: file.type };
};

const read = async (file: File): Promise<Uint8Array | null> => {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    // Moved, deleted, a folder, or not permitted: all the same to the person.
    return null;
  }
};

const sumOf = (files: readonly OutgoingAttachment[]): number =>
  files.reduce((sum, { content }) => sum + content.byteLength, 0);

const refusalFor = (file: File, taken: number, count: number): string | null => {
  const name = `“${file.name}”`;
  const limit = sizeWords(MAX_ATTACHMENT_BYTES);
  if (count >= MAX_ATTACHMENTS) return `${name} was not attached: one text carries at most ${MAX_ATTACHMENTS} files.`;
  if (sendable(file) === null) {
    return `${name} was not attached: files of its kind cannot be texted. Send a picture (JPEG, PNG, GIF), or put it in a ZIP.`;
  }
  if (file.size > MAX_ATTACHMENT_BYTES) {
    return `${name} was not attached: it is ${sizeWords(file.size)}, and one text carries at most ${limit}. Make it smaller first.`;
  }
  if (taken + file.size > MAX_ATTACHMENT_BYTES) {
    return `${name} was not attached: with its ${sizeWords(file.size)} the files would pass ${limit} together. Send it in another text.`;
  }
  return null;
};

/** Takes what may be sent along with the files held already. Each refusal stands alone: the other files are taken. */
export const checkFiles = async (
  held: readonly OutgoingAttachment[],
  files: readonly File[],
): Promise<CheckedFiles> => {
  const accepted: OutgoingAttachment[] = [];
  const refusals: string[] = [];
  for (const file of files) {
    const all = [...held, ...accepted];
    const refusal = refusalFor(file, sumOf(all), all.length);
    const about = sendable(file);
    if (refusal !== null || about === null) {
      if (refusal !== null) refusals.push(refusal);
      continue;
    }
    const content = await read(file);
    if (content === null) {
      refusals.push(`“${file.name}” was not attached: it cannot be read. It may be a folder, or have been moved.`);
    } else if (content.byteLength === 0) {
      refusals.push(`“${file.name}” was not attached: it is empty.`);
    } else {
      accepted.push({ ...about, content });
    }
  }
  return { accepted, refusals };
};
