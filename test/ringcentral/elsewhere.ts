import { z } from "zod";
import { Refused } from "./refused.ts";
import { acceptText, type SendingDeps } from "./routes/sending.ts";
import type { Message, MessageStore } from "./store.ts";
import { extensionById, numberOf } from "./world.ts";

/** What a person does in another client: on the phone, in RingCentral's own app. Events are told as for anything else. */
export const markWish = z.strictObject({
  ids: z.array(z.int()).min(1),
  readStatus: z.enum(["Read", "Unread"]).default("Read"),
});
export type MarkWish = z.input<typeof markWish>;

export const deleteWish = z.strictObject({
  ids: z.array(z.int()).min(1),
  /** At once and for good, instead of into the deleted ones. */
  purge: z.boolean().default(false),
});
export type DeleteWish = z.input<typeof deleteWish>;

export const sendWish = z.strictObject({
  /** The first user's first number, if not given. */
  from: z.string().min(1).optional(),
  to: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  text: z.string().min(1),
});
export type SendWish = z.input<typeof sendWish>;

/** All of them, before any is changed. Throws Refused for one that is not there. */
const heldMessages = (store: MessageStore, ids: readonly number[]): readonly Message[] =>
  ids.map((id) => {
    const message = store.get(id);
    if (message === undefined || message.availability === "Purged") throw new Refused(`There is no message ${id}.`);
    return message;
  });

export const markElsewhere = (store: MessageStore, { ids, readStatus }: z.output<typeof markWish>): void => {
  for (const { id } of heldMessages(store, ids)) store.change(id, { readStatus });
};

export const deleteElsewhere = (store: MessageStore, { ids, purge }: z.output<typeof deleteWish>): void => {
  for (const { id, availability } of heldMessages(store, ids))
    store.change(id, { availability: purge || availability === "Deleted" ? "Purged" : "Deleted" });
};

/** Sends with all of RingCentral's checks, as whoever may text from the number. Throws Refused, or the ApiFailure. */
export const sendElsewhere = (deps: SendingDeps, { from, to, text }: z.output<typeof sendWish>): Message => {
  const { world } = deps;
  const number =
    from === undefined ? world.numbers.find(({ features }) => features.includes("SmsSender")) : numberOf(world, from);
  const sender = extensionById(world, number?.senderId ?? -1);
  if (number === undefined || sender === undefined) throw new Refused("Nobody can text from this number.");
  return acceptText(deps, sender, {
    from: number.phoneNumber,
    to: typeof to === "string" ? [to] : to,
    text,
    attachments: [],
  });
};
