import type { ReactNode } from "react";
import { useStores } from "../../state/stores.tsx";
import { IconButton } from "../../ui/button.tsx";

/** A page of the main window: a bar with Back and the title, and what is on the page. */
export const PageFrame = (props: { title: string; children: ReactNode; isFilled?: boolean }): ReactNode => {
  const { view } = useStores();
  return (
    <section className="page" aria-label={props.title}>
      <header className="panel-top">
        <IconButton name="Back" icon="back" shortcut="Esc" onPress={view.back} />
        <h1 className="panel-title">{props.title}</h1>
      </header>
      <div className={props.isFilled === true ? "page-filled" : "page-scroll"}>
        {props.isFilled === true ? props.children : <div className="page-column">{props.children}</div>}
      </div>
    </section>
  );
};
