import type { Page } from "playwright-core";

/** A file as a person drags it in. */
export type GivenFile = { readonly name: string; readonly type: string; readonly base64: string };

/** Lets files fall on an element, or pastes them there, as the system does it. */
export const giveFiles = (
  page: Page,
  selector: string,
  kind: "drop" | "paste",
  files: readonly GivenFile[],
): Promise<void> =>
  page.locator(selector).evaluate(
    (element, argument) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of argument.files) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) ?? 0);
        transfer.items.add(new File([bytes], name, { type }));
      }
      if (argument.kind === "paste") {
        element.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }),
        );
        return;
      }
      for (const type of ["dragenter", "dragover", "drop"]) {
        element.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    { kind, files },
  );
