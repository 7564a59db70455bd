import { type ReactNode, useState } from "react";
import type { AttachmentView, TextView } from "../../../preload/contract/model.ts";
import { FileChip, Thumbnail } from "../../ui/file-chip.tsx";
import { PictureView } from "../../ui/dialogs.tsx";
import { kindWords, sizeWords } from "../words/file.ts";

/** What Chromium can draw; other pictures (TIFF, say) are offered as files. */
const drawable = new Set(["image/jpeg", "image/png", "image/gif", "image/bmp", "image/webp", "image/svg+xml"]);

const detailOf = ({ contentType, size }: AttachmentView): string =>
  size === null ? kindWords(contentType) : `${kindWords(contentType)}, ${sizeWords(size)}`;

const Picture = ({ file }: { file: AttachmentView }): ReactNode => {
  const [isBroken, setBroken] = useState(false);
  const [isOpen, setOpen] = useState(false);
  if (isBroken) {
    return <FileChip name={file.fileName} detail="Could not be loaded" onRetry={() => setBroken(false)} />;
  }
  return (
    <>
      <Thumbnail
        name={`Open picture ${file.fileName}`}
        source={file.path}
        onPress={() => setOpen(true)}
        onBroken={() => setBroken(true)}
      />
      {isOpen ? (
        <PictureView name={file.fileName} source={file.path} detail={detailOf(file)} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
};

/** Pictures as thumbnails, everything else as a chip with its name, size and a download link. */
export const Attachments = ({ text }: { text: TextView }): ReactNode => (
  <div className={`attachments${text.attachments.length > 1 ? " attachments-many" : ""}`}>
    {text.attachments.map((file) =>
      drawable.has(file.contentType) ? (
        <Picture key={file.id} file={file} />
      ) : (
        <FileChip key={file.id} name={file.fileName} detail={detailOf(file)} href={file.path} />
      ),
    )}
  </div>
);
