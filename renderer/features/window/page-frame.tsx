import { type ReactNode, useEffect } from "react";
import { useStores } from "../../state/stores.tsx";
import { IconButton } from "../../ui/button.tsx";

/** Esc means the nearest way back; see use of Esc in shortcuts.ts, which comes after this. */
const useEscape = (onBack: (() => void) | undefined): void => {
  useEffect(() => {
    if (onBack === undefined) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      onBack();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [onBack]);
};

/** What led here is gone: the keyboard goes on at the top of the page. */
const takeFocus = (page: HTMLElement | null): void => page?.focus();

/** A page of the main window: a bar with Back and the title, and what is on the page. */
export const PageFrame = (props: {
  title: string;
  children: ReactNode;
  isFilled?: boolean;
  /** Where Back leads, if not to what was shown before. */
  onBack?: () => void;
}): ReactNode => {
  const { view } = useStores();
  useEscape(props.onBack);
  return (
    <section
      className="page"
      aria-label={props.title}
      {...(props.onBack === undefined ? {} : { ref: takeFocus, tabIndex: -1 })}
    >
      <header className="panel-top">
        <IconButton name="Back" icon="back" shortcut="Esc" onPress={props.onBack ?? view.back} />
        <h1 className="panel-title">{props.title}</h1>
      </header>
      <div className={props.isFilled === true ? "page-filled" : "page-scroll"}>
        {props.isFilled === true ? props.children : <div className="page-column">{props.children}</div>}
      </div>
    </section>
  );
};
