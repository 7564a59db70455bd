import type { ReactNode } from "react";
import { Button as AriaButton, Tooltip, TooltipTrigger } from "react-aria-components";
import { Icon, type IconName } from "./icons.tsx";

type Look = "primary" | "plain" | "quiet" | "danger";

export const Button = (props: {
  children: ReactNode;
  onPress?: (() => void) | undefined;
  look?: Look;
  type?: "button" | "submit";
  isDisabled?: boolean;
  autoFocus?: boolean;
  slot?: string;
}): ReactNode => {
  const { look = "plain", children, onPress, ...rest } = props;
  return (
    <AriaButton className={`button button-${look}`} {...rest} {...(onPress === undefined ? {} : { onPress })}>
      {children}
    </AriaButton>
  );
};

/**
 * A button that shows only an icon. Its name is what assistive technology says and what the tooltip shows, with the
 * keyboard shortcut behind it if there is one. `look="primary"` for the one main act of a screen.
 */
export const IconButton = (props: {
  name: string;
  icon: IconName;
  onPress?: () => void;
  shortcut?: string | undefined;
  look?: "quiet" | "primary";
  isDisabled?: boolean;
  size?: number;
  placement?: "top" | "bottom";
}): ReactNode => {
  const { name, icon, onPress, shortcut, look = "quiet", isDisabled = false, size = 20, placement = "bottom" } = props;
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      <AriaButton
        aria-label={name}
        className={`icon-button icon-button-${look}`}
        isDisabled={isDisabled}
        {...(onPress === undefined ? {} : { onPress })}
      >
        <Icon name={icon} size={size} />
      </AriaButton>
      <Tooltip className="tooltip" offset={6} placement={placement}>
        {name}
        {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
};
