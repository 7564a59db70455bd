import { expect, it } from "vitest";
import { damagePages, pagesOf } from "../../harness/damage.ts";
import { providerText, temporaryStores } from "./fixture.ts";

it("whoever asks for it hears of each failure of the file, and of nothing else", () => {
  const { open, file } = temporaryStores();
  const store = open();
  const { text } = store.save(providerText());
  store.close();
  const damaged = open();
  // What opening reads is read; what this asks for is not.
  const pages = Array.from({ length: pagesOf(file) }, (_, index) => index);
  damagePages(file, pages);
  const heard: string[] = [];
  damaged.onTrouble((trouble) => heard.push(trouble));
  expect(() => damaged.atomically(() => damaged.text(text.id))).toThrow("damaged");
  expect(new Set(heard)).toEqual(new Set(["damaged"]));
  heard.length = 0;
  damaged.close();
  expect(() => damaged.unreadCount()).toThrow("closed");
  expect(heard).toEqual([]);
});
