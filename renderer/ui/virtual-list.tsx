import type { ReactNode, Ref } from "react";
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from "react-aria-components";

/**
 * A list of rows of one height, of which only those in sight are in the document. Arrows move, Enter or Space chooses.
 * `onNearEnd` is called while the end of what is loaded is near.
 */
export const VirtualList = <Item extends { readonly id: string }>(props: {
  name: string;
  items: readonly Item[];
  /** What rows show besides their item: they are drawn again when one of these changes. */
  dependencies: readonly unknown[];
  chosen: string | null;
  rowHeight: number;
  textOf: (item: Item) => string;
  onChoose: (item: Item) => void;
  onNearEnd: () => void;
  empty: ReactNode;
  children: (item: Item) => ReactNode;
  listRef?: Ref<HTMLDivElement>;
}): ReactNode => (
  <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: props.rowHeight, padding: 8 }}>
    <ListBox
      className="virtual-list"
      aria-label={props.name}
      items={props.items}
      dependencies={props.dependencies}
      selectionMode="single"
      // On press alone the row would take the focus back from what choosing it opens.
      shouldSelectOnPressUp
      disallowEmptySelection={props.chosen !== null}
      selectedKeys={props.chosen === null ? [] : [props.chosen]}
      onSelectionChange={(keys) => {
        const key = keys === "all" ? undefined : [...keys][0];
        const item = props.items.find(({ id }) => id === key);
        if (item !== undefined) props.onChoose(item);
      }}
      onScroll={({ currentTarget: list }) => {
        if (list.scrollHeight - list.scrollTop - list.clientHeight < 8 * props.rowHeight) props.onNearEnd();
      }}
      renderEmptyState={() => props.empty}
      {...(props.listRef === undefined ? {} : { ref: props.listRef })}
    >
      {(item) => (
        <ListBoxItem className="virtual-row" textValue={props.textOf(item)}>
          {props.children(item)}
        </ListBoxItem>
      )}
    </ListBox>
  </Virtualizer>
);
