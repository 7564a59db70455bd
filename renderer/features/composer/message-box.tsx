/**
 * The field, the files that wait in it, and its buttons: the same in the thread and in the quick-reply window.
 * Names: textbox "Message", buttons "Attach", "Send", "Remove <file name>", status "Characters left".
 */
import type { ClipboardEvent, KeyboardEvent, ReactNode, RefObject } from "react";
import { ATTACHMENT_TYPES } from "../../../preload/contract/limits.ts";
import { Banner } from "../../ui/banner.tsx";
import { IconButton } from "../../ui/button.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { FileChip, Preview } from "../../ui/file-chip.tsx";
import { GrowingText } from "../../ui/growing-text.tsx";
import { sizeWords } from "../words/file.ts";
import type { ComposerModel } from "./use-composer.ts";

const accept = Object.keys(ATTACHMENT_TYPES).map((extension) => `.${extension}`);

const Problems = ({ composer }: { composer: ComposerModel }): ReactNode =>
  composer.problems.length === 0 ? null : (
    <Banner tone="bad" acts={<IconButton name="Dismiss" icon="close" size={16} onPress={composer.dismiss} />}>
      {composer.problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
    </Banner>
  );

const Waiting = ({ composer }: { composer: ComposerModel }): ReactNode =>
  composer.draft.attachments.length === 0 ? null : (
    <ul className="box-files" aria-label="Attached files">
      {composer.draft.attachments.map(({ key, url, fileName, content }) => {
        const removal = { removeName: `Remove ${fileName}`, onRemove: () => composer.detach(key) };
        return (
          <li key={key}>
            {url === null ? (
              <FileChip name={fileName} detail={sizeWords(content.byteLength)} {...removal} />
            ) : (
              <Preview name={fileName} source={url} {...removal} />
            )}
          </li>
        );
      })}
    </ul>
  );

export const MessageBox = (props: {
  composer: ComposerModel;
  placeholder: string;
  field: RefObject<HTMLTextAreaElement | null>;
  onSent: () => void;
}): ReactNode => {
  const { composer, field, onSent } = props;
  const send = async (): Promise<void> => {
    field.current?.focus();
    if (await composer.send()) onSent();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method is open, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    // Office programs put a picture of the words beside the words: the words are meant.
    if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    composer.attach(files);
  };
  const { left } = composer;
  return (
    <div className="box-all">
      <Problems composer={composer} />
      <div className={`box${left !== null && left < 0 ? " box-over" : ""}`}>
        <Waiting composer={composer} />
        <div className="box-line">
          <FileButton name="Attach" accept={accept} refusal={composer.noFiles} onPick={composer.attach} />
          <GrowingText
            name="Message"
            value={composer.draft.body}
            placeholder={props.placeholder}
            onChange={composer.write}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            ref={field}
          />
          <span className="box-right">
            {left === null ? null : (
              <span
                className={`box-left tabular${left < 0 ? " is-over" : ""}`}
                role="status"
                aria-label="Characters left"
              >
                {left < 0 ? `−${-left}` : left}
              </span>
            )}
            <IconButton
              name="Send"
              icon="send"
              shortcut="Enter"
              look="primary"
              placement="top"
              size={18}
              isDisabled={!composer.canSend}
              onPress={() => void send()}
            />
          </span>
        </div>
      </div>
    </div>
  );
};
