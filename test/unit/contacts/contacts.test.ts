import { describe, expect, it } from "vitest";
import { createContactIndex } from "../../../main/core/contacts/contact-index.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { ProviderContact } from "../../../main/core/ports/gateway.ts";
import { createPhoneNumbers } from "../../../main/phone-numbers/phone-numbers.ts";
import { AMIR, JANE, STRANGER } from "../../harness/fake-gateway.ts";
import { createComputer, startCore } from "../../harness/start-core.ts";

const numbers = createPhoneNumbers();
const personal = (name: string, address: string): ProviderContact => ({
  source: "personal",
  name,
  firstName: name.split(" ")[0] ?? null,
  address,
});
const colleague = (name: string, address: string): ProviderContact => ({
  ...personal(name, address),
  source: "colleague",
});
const indexOf = (...contacts: readonly ProviderContact[]) =>
  createContactIndex(contacts, (text) => numbers.e164(text, "US"));

describe("contacts", () => {
  it("are found by number, however the address book writes it", () => {
    const index = indexOf(personal("Jane Doe", "650.555.0111"), personal("Amir Khan", "+1 (650) 555-0122"));
    expect([JANE, AMIR, STRANGER].map((address) => index.at(address)?.name)).toEqual([
      "Jane Doe",
      "Amir Khan",
      undefined,
    ]);
  });

  it("of the address book come before colleagues with the same number", () => {
    const index = indexOf(colleague("J. Doe (Sales)", JANE), personal("Jane Doe", JANE));
    expect(index.at(JANE)).toMatchObject({ name: "Jane Doe", isPersonal: true });
  });

  it("without a number that can be texted are left out", () => {
    expect(indexOf(personal("Front desk", "call the main line"), personal("Pizza", "12")).search("", 20)).toEqual([]);
  });

  it.each([
    ["jan", ["Jane Doe", "Marijan Horvat"]],
    ["doe jane", ["Jane Doe"]],
    ["joze", ["Jože Novak"]],
    ["JOŽE", ["Jože Novak"]],
    ["555-0122", ["Marijan Horvat"]],
    ["(650) 555", ["Jane Doe", "Jože Novak", "Marijan Horvat"]],
    ["102", ["Kim Okafor"]],
    ["nobody", []],
  ])("are found by what is typed: %s", (query, names) => {
    const index = indexOf(
      personal("Jane Doe", JANE),
      personal("Marijan Horvat", AMIR),
      personal("Jože Novak", "+16505550144"),
      colleague("Kim Okafor", "102"),
    );
    expect(index.search(query, 20).map(({ name }) => name)).toEqual(names);
  });

  it("are offered twenty at a time", async () => {
    const computer = createComputer();
    for (let index = 10; index < 50; index += 1)
      computer.provider.contacts.push(personal(`Client ${index}`, `+165055506${index}`));
    const { get } = await startCore(computer);
    const found = await get("contacts/search", { query: "client" });
    expect(found).toHaveLength(20);
    expect(found[0]).toEqual({ name: "Client 10", address: "+16505550610", formatted: "(650) 555-0610" });
  });

  it("are read again every quarter of an hour, and what is on screen is drawn with the new name", async () => {
    const { provider, desktop, clock, get, conversationWith } = await startCore();
    provider.textFrom(STRANGER, "Hello");
    const conversationId = await conversationWith(STRANGER);
    provider.contacts.push(personal("Nadia Petrov", STRANGER));
    const before = desktop.events.length;
    await clock.turn(15 * 60_000);
    expect(desktop.events.slice(before)).toContainEqual({ name: "conversation/changed", payload: { conversationId } });
    expect(await get("conversations/list", { before: null, limit: 9 })).toMatchObject([{ title: "Nadia Petrov" }]);
    expect(provider.calls.filter((call) => call === "contacts")).toHaveLength(2);
  });

  it("that could not be read are asked for again when the link is back", async () => {
    const computer = createComputer();
    computer.provider.refuse("contacts", new AppError("no-network", "ENETUNREACH"));
    const { provider, clock, get } = await startCore(computer);
    expect(await get("contacts/search", { query: "jane" })).toEqual([]);
    provider.link({ kind: "down" });
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(await get("contacts/search", { query: "jane" })).toHaveLength(1);
  });

  it("stay as they were when they cannot be read, or one source of them cannot", async () => {
    const { provider, clock, get } = await startCore();
    provider.refuse("contacts", new AppError("server-error", "503"));
    await clock.turn(15 * 60_000);
    expect(await get("contacts/search", { query: "jane" })).toHaveLength(1);
    provider.contacts.splice(0, 2);
    await clock.turn(15 * 60_000);
    expect(provider.contacts.some(({ source }) => source === "personal")).toBe(false);
    expect(await get("contacts/search", { query: "jane" })).toHaveLength(1);
  });
});
