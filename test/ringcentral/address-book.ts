import type { ServerClock } from "./clock.ts";
import type { ContactFields, World } from "./world.ts";

export type Contact = {
  readonly id: number;
  readonly ownerId: number;
  readonly isDeleted: boolean;
  readonly modifiedAt: number;
  readonly fields: ContactFields;
};

export type AddressBook = ReturnType<typeof createAddressBook>;

/** The personal contacts of every extension. Deleted ones are kept, so that a sync can tell of them. */
export const createAddressBook = ({ world, clock }: { readonly world: World; readonly clock: ServerClock }) => {
  const contacts = new Map<number, Contact>();
  let lastId = 1_207_002;

  const put = (contact: Contact): Contact => {
    contacts.set(contact.id, contact);
    return contact;
  };

  const add = (ownerId: number, fields: ContactFields): Contact =>
    put({ id: (lastId += 1_000), ownerId, isDeleted: false, modifiedAt: clock.now(), fields });

  for (const [ownerId, book] of world.contacts) for (const fields of book) add(ownerId, fields);

  const get = (ownerId: number, id: number): Contact | undefined => {
    const contact = contacts.get(id);
    return contact?.ownerId === ownerId && !contact.isDeleted ? contact : undefined;
  };

  return {
    add,
    get,
    change: (contact: Contact, fields: ContactFields): Contact => put({ ...contact, fields, modifiedAt: clock.now() }),
    remove: (contact: Contact): Contact => put({ ...contact, isDeleted: true, modifiedAt: clock.now() }),
    of: (ownerId: number): readonly Contact[] =>
      [...contacts.values()].filter((contact) => contact.ownerId === ownerId && !contact.isDeleted),
    /** Also the deleted. */
    changedSince: (ownerId: number, time: number): readonly Contact[] =>
      [...contacts.values()].filter((contact) => contact.ownerId === ownerId && contact.modifiedAt >= time),
  };
};
