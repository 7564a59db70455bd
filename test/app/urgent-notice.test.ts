import { beforeEach, expect, it, onTestFinished } from "vitest";

import { connectLinuxNotifier } from "../../main/desktop/linux-notifier.ts";
import { conversationId } from "../harness/ids.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";
import { skipWithout } from "../harness/missing-programs.ts";
import { startNotificationServer } from "../harness/notification-server.ts";
import { sessionBusPrograms, startSessionBus } from "../harness/session-bus.ts";
import { textNotice } from "../harness/text-notice.ts";

beforeEach(skipWithout(...sessionBusPrograms));

it("an urgent notice is critical to the notification server, with sound, and another one is not", async () => {
  const bus = await startSessionBus();
  onTestFinished(bus.close);
  const server = await startNotificationServer(bus.address, { capabilities: ["actions"] });
  onTestFinished(server.close);
  const notifier = await connectLinuxNotifier({ log: createKeepingLog(), environment: bus.env });
  if (notifier === null) throw new Error("no notifier");
  onTestFinished(notifier.close);
  await notifier.show(textNotice({ id: conversationId("jane"), title: "Urgent: Jane", body: "Call", isUrgent: true }));
  await notifier.show(textNotice({ id: conversationId("amir"), title: "Amir", body: "Hello" }));
  expect(server.shown.map(({ hints }) => [hints["urgency"], hints["suppress-sound"]])).toEqual([
    [2, undefined],
    [1, undefined],
  ]);
});
