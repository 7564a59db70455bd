import type { ContactFields, World } from "../world.ts";
import { smallWorld } from "./small.ts";

const firstNames = ["Ana", "Bo", "Cleo", "Dov", "Eve", "Finn", "Gita", "Hugo", "Ines", "Jon", "Kai", "Lea", "Mo"];
const lastNames = ["Abara", "Berg", "Cruz", "Diaz", "Eide", "Fox", "Garza", "Hale", "Ito", "Jain", "Kim"];

/** 1,234 further contacts, so that every list of the address book has more than one page. */
const crowd = Array.from({ length: 1234 }, (_, index): ContactFields & { mobilePhone: string } => ({
  firstName: firstNames[index % firstNames.length] ?? "Ana",
  lastName: `${lastNames[index % lastNames.length] ?? "Abara"} ${index}`,
  mobilePhone: `+1707${String(2_000_000 + index)}`,
}));

/** The small company, with a long address book for the first user. */
export const largeWorld = (): World => {
  const small = smallWorld();
  return {
    ...small,
    name: "large",
    contacts: new Map([...small.contacts].map(([id, book], index) => [id, index === 0 ? [...book, ...crowd] : book])),
    clients: [
      ...small.clients,
      ...crowd.map((contact) => ({
        name: `${contact.firstName} ${contact.lastName}`,
        phoneNumber: contact.mobilePhone,
      })),
    ],
  };
};
