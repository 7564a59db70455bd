import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Desktop, DesktopStart } from "../desktop/start.ts";
import { until } from "../desktop/desk-client.ts";
import { startRingCentral, type LocalRingCentral } from "../ringcentral/server.ts";
import { startDesktop } from "./screen-desktop.ts";

/** Tern's own bundle in a stand-in desktop, signed in at a RingCentral of its own. */
export type SignedInDesktop = {
  readonly ringCentral: LocalRingCentral;
  readonly desktop: Desktop;
  readonly profile: string;
  /** A text arrives for the person; `from` is a contact's place in the address book. */
  readonly textFrom: (contact: number, text: string, attachments?: readonly InboundFile[]) => Promise<void>;
  /** What RingCentral holds, newest last. */
  readonly messages: () => Promise<readonly { readonly direction: string; readonly subject: string }[]>;
  readonly close: () => Promise<void>;
};

export type InboundFile = { readonly fileName: string; readonly contentType: string; readonly base64: string };

export const startSignedInDesktop = async (options: Partial<DesktopStart> = {}): Promise<SignedInDesktop> => {
  const ringCentral = await startRingCentral();
  const profile = mkdtempSync(join(tmpdir(), "tern-screen-"));
  const user = ringCentral.users[0];
  if (user === undefined) throw new Error("this world has nobody in it");
  const desktop = await startDesktop({
    server: ringCentral.server,
    profile,
    headless: true,
    bus: "own",
    signIn: { clientId: ringCentral.clientId, clientSecret: ringCentral.clientSecret, jwt: user.jwt },
    ...options,
  });
  await until("a live connection", async () => (await desktop.client.tray()).icon.includes("live"), 20_000);
  return {
    ringCentral,
    desktop,
    profile,
    textFrom: async (contact, text, attachments = []) => {
      const from = ringCentral.contacts[contact]?.phoneNumber;
      const response = await fetch(`${ringCentral.control}/inbound`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ from, to: user.phoneNumbers[0], text, attachments }),
      });
      if (!response.ok) throw new Error(`the text was not taken: ${response.status}`);
    },
    messages: async () => (await fetch(`${ringCentral.control}/messages`)).json(),
    close: async () => {
      await desktop.client.disconnect();
      await desktop.quit();
      await ringCentral.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
};
