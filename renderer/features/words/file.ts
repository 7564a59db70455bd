const size = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** "820 bytes", "48 KB", "1.5 MB": in powers of 1000, as RingCentral counts. */
export const sizeWords = (bytes: number): string => {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  return `${size.format(bytes / 1_000_000)} MB`;
};

/** What kind of file it is, for one who does not read MIME types. */
export const kindWords = (contentType: string): string => {
  if (contentType.startsWith("image/")) return "Picture";
  if (contentType.startsWith("video/")) return "Video";
  if (contentType.startsWith("audio/")) return "Sound";
  if (contentType === "text/vcard" || contentType === "text/x-vcard") return "Contact card";
  if (contentType === "application/zip" || contentType === "application/gzip") return "Archive";
  return "File";
};

/** What a text without words carries: "Photo", "Video", "3 attachments". */
export const attachmentWords = (
  files: readonly { readonly contentType: string; readonly fileName: string }[],
): string => {
  const [first] = files;
  if (first === undefined) return "";
  if (files.length > 1) return `${files.length} attachments`;
  return first.contentType.startsWith("image/") ? "Photo" : first.fileName;
};
