import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { IconButton } from "./button.tsx";
import { Icon } from "./icons.tsx";

/** A file by name and size. With `href` it can be downloaded, with `onRetry` asked for again, with `onRemove` taken off. */
export const FileChip = (props: {
  name: string;
  detail: string;
  href?: string;
  onRetry?: () => void;
  onRemove?: () => void;
  removeName?: string;
}): ReactNode => (
  <div className="file-chip">
    <Icon name="file" size={20} />
    <span className="file-words">
      <span className="file-name" title={props.name}>
        {props.name}
      </span>
      <span className="file-detail tabular">{props.detail}</span>
    </span>
    {props.href === undefined ? null : (
      <a
        className="file-get"
        href={props.href}
        download={props.name}
        aria-label={`Download ${props.name}`}
        title="Download"
      >
        <Icon name="download" size={18} />
      </a>
    )}
    {props.onRetry === undefined ? null : (
      <IconButton name={`Load ${props.name} again`} icon="refresh" size={18} onPress={props.onRetry} />
    )}
    {props.onRemove === undefined ? null : (
      <IconButton name={props.removeName ?? "Remove"} icon="close" size={16} onPress={props.onRemove} placement="top" />
    )}
  </div>
);

/** A picture that opens larger. */
export const Thumbnail = (props: {
  name: string;
  source: string;
  onPress: () => void;
  onBroken: () => void;
}): ReactNode => (
  <Button className="thumbnail" aria-label={props.name} onPress={props.onPress}>
    <img src={props.source} alt="" loading="lazy" draggable={false} onError={props.onBroken} />
  </Button>
);

/** A picture that waits to be sent. */
export const Preview = (props: {
  name: string;
  source: string;
  onRemove: () => void;
  removeName: string;
}): ReactNode => (
  <div className="preview">
    <img src={props.source} alt={props.name} title={props.name} draggable={false} />
    <IconButton name={props.removeName} icon="close" size={14} onPress={props.onRemove} placement="top" />
  </div>
);
