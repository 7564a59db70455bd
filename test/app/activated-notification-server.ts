import { startNotificationServer } from "../harness/notification-server.ts";

/** Run by the bus itself, when somebody first calls the name; ends with the bus. */
const server = await startNotificationServer(process.env["DBUS_SESSION_BUS_ADDRESS"] ?? "", {
  capabilities: ["actions", "body"],
});
process.once("SIGTERM", () => void server.close());
