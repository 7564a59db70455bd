import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useRef } from "react";

/**
 * A long list of rows of any height, of which only those in sight are in the document. It scrolls by itself: with the
 * arrow keys once it has the focus.
 */
export const MeasuredList = <Item,>(props: {
  name: string;
  items: readonly Item[];
  keyOf: (item: Item, place: number) => string;
  /** How high a row is about, in CSS pixels, until it was drawn. */
  height: number;
  children: (item: Item) => ReactNode;
}): ReactNode => {
  const { items } = props;
  const frame = useRef<HTMLDivElement>(null);
  // Tern is built without the compiler that would memoize what this gives.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => props.height,
    getItemKey: (place) => {
      const item = items[place];
      return item === undefined ? place : props.keyOf(item, place);
    },
    overscan: 6,
  });
  /** The browser's own way to an end goes past rows whose height nobody knows yet, and stops among them. */
  const toEnd = (event: KeyboardEvent): void => {
    if (event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    if (event.key === "Home") rows.scrollToIndex(0);
    else rows.scrollToIndex(items.length - 1, { align: "end" });
  };
  return (
    // What scrolls must be reachable by keyboard, also where its rows take no focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="measured-list" ref={frame} tabIndex={0} onKeyDown={toEnd} role="group" aria-label={props.name}>
      <ul className="measured-rows" aria-label={props.name} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              className="measured-row"
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={items.length}
              aria-posinset={index + 1}
            >
              {props.children(item)}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
