import { controlOf, type HeldMessage, type InboundFile } from "../ringcentral/control-client.ts";
import { startRingCentral, type LocalRingCentral } from "../ringcentral/server.ts";
import { rasterise } from "./rasterise.ts";

/** A client of the pretend company. */
export type Client = { readonly name: string; readonly phoneNumber: string };

/** The local RingCentral with one person signed in to it, and the door through which pretend clients text. */
export type PretendWorld = {
  readonly server: LocalRingCentral;
  readonly person: LocalRingCentral["users"][number];
  readonly clients: readonly Client[];
  readonly text: (from: Client, body: string, files?: readonly InboundFile[]) => Promise<void>;
  /** What RingCentral holds, newest last. */
  readonly messages: () => Promise<readonly HeldMessage[]>;
};

export const startPretendWorld = async (): Promise<PretendWorld> => {
  const server = await startRingCentral();
  const [person] = server.users;
  const own = person?.phoneNumbers[0];
  if (!person || !own) throw new Error("nobody in the pretend company has a number");
  const control = controlOf(server.control);
  return {
    server,
    person,
    clients: server.contacts,
    text: async (from, text, files = []) =>
      void (await control.inbound({ from: from.phoneNumber, to: own, text, attachments: [...files] })),
    messages: control.messages,
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
