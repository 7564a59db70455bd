import type { Ports } from "./core/ports.ts";
import type { TrayCommand } from "./core/ports/tray.ts";
import type { Handlers } from "../preload/contract/handlers.ts";
import type { AttachmentId, TextId } from "../preload/contract/model.ts";
import type { Credentials } from "../preload/contract/requests.ts";
import type { Result } from "../preload/contract/result.ts";

/** All of Tern but its adapters. */
export type App = {
  /** One for each request a window can make. */
  readonly handlers: Handlers;
  /**
   * Takes up the kept session, or signs in with these credentials if this profile has no account yet. Resolves when
   * the person is signed in or it is clear that they are not; the state says which.
   */
  readonly start: (credentialsFromEnvironment?: Credentials) => Promise<void>;
  /** The computer woke up, or the network came back or changed. */
  readonly wake: () => void;
  /** A click in the tray menu. */
  readonly perform: (command: TrayCommand) => Promise<void>;
  /** A window is gone: what it had open no longer counts as being read. */
  readonly windowClosed: (windowId: number) => void;
  /** Content for the protocol handler; fails with not-found, no-network, signed-out, storage … */
  readonly attachment: (
    textId: TextId,
    attachmentId: AttachmentId,
  ) => Promise<Result<{ readonly contentType: string; readonly content: Uint8Array }>>;
  /** Ends everything in good order, waiting a few seconds at most for what is on its way out. Stays signed in. */
  readonly quit: () => Promise<void>;
};

export type AppPorts = Ports & {
  /** Server the sign-in form starts with; null: production. */
  readonly suggestedServer: string | null;
};
