import { startRingCentral, type LocalRingCentral } from "../ringcentral/server.ts";
import { rasterise } from "./rasterise.ts";

/** A client of the pretend company. */
export type Client = { readonly name: string; readonly phoneNumber: string };

/** As much of a RingCentral message as the start command looks at. */
export type Message = {
  readonly id: number;
  readonly direction: string;
  readonly subject?: string;
  readonly messageStatus?: string;
  readonly to: readonly { readonly phoneNumber?: string }[];
  readonly attachments?: readonly { readonly type?: string; readonly contentType?: string }[];
};

export type InboundFile = { readonly fileName: string; readonly contentType: string; readonly base64: string };

/** The local RingCentral with one person signed in to it, and the door through which pretend clients text. */
export type PretendWorld = {
  readonly server: LocalRingCentral;
  readonly person: LocalRingCentral["users"][number];
  readonly clients: readonly Client[];
  readonly text: (from: Client, body: string, files?: readonly InboundFile[]) => Promise<void>;
  /** What RingCentral holds, newest last. */
  readonly messages: () => Promise<readonly Message[]>;
};

export const startPretendWorld = async (): Promise<PretendWorld> => {
  const server = await startRingCentral();
  const [person] = server.users;
  if (!person) throw new Error("nobody works in the pretend company");
  return {
    server,
    person,
    clients: server.contacts,
    text: async (from, body, files = []) => {
      const response = await fetch(`${server.control}/inbound`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ from: from.phoneNumber, to: person.phoneNumbers[0], text: body, attachments: files }),
      });
      if (!response.ok) throw new Error(`the local RingCentral refused a pretend text (${response.status})`);
    },
    messages: async () => (await fetch(`${server.control}/messages`)).json(),
  };
};

const page =
  '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320"><rect width="480" height="320" fill="#f4efe6"/>' +
  '<rect x="60" y="50" width="360" height="18" fill="#7a8594"/><rect x="60" y="90" width="300" height="12" fill="#b8c0ca"/>' +
  '<rect x="60" y="116" width="330" height="12" fill="#b8c0ca"/>' +
  '<path d="M80 250c60-60 90 40 150-20s80 20 110-10" fill="none" stroke="#1f3b73" stroke-width="6"/></svg>';

/** A picture of a signed page: something to send and to receive. */
export const signedPage = (): InboundFile => ({
  fileName: "signed-page.png",
  contentType: "image/png",
  base64: rasterise(page).toString("base64"),
});
