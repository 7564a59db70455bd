import type { ReactNode } from "react";
import { FileTrigger } from "react-aria-components";
import { IconButton } from "./button.tsx";

/** Opens the system's file chooser. `accept`: file extensions with their dot. `refusal`: why it cannot be used here. */
export const FileButton = (props: {
  name: string;
  accept: readonly string[];
  refusal: string | null;
  onPick: (files: readonly File[]) => void;
}): ReactNode =>
  props.refusal === null ? (
    <FileTrigger
      allowsMultiple
      acceptedFileTypes={props.accept}
      onSelect={(files) => props.onPick(files === null ? [] : [...files])}
    >
      <IconButton name={props.name} icon="attach" placement="top" />
    </FileTrigger>
  ) : (
    <span title={props.refusal}>
      <IconButton name={props.name} icon="attach" isDisabled />
    </span>
  );
