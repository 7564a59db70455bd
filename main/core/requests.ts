/** The types live in the contract, because the bridge may import nothing of the core. */
export type { Handler, Handlers, RequestSender } from "../../preload/contract/handlers.ts";
