import { until } from "../desktop/desk-client.ts";
import type { Desktop } from "../desktop/start.ts";
import { giveFiles } from "../harness/give-files.ts";
import { sendByEnter } from "../harness/send-by-enter.ts";
import { clickUnder } from "../harness/tray-menu.ts";
import type { HeldMessage } from "../ringcentral/control-client.ts";
import { signedPage, type PretendWorld } from "./pretend-world.ts";

const WAIT_MS = 30_000;

/**
 * The main job without a display: does what a person would do, through the tray, the notifications and the windows,
 * and says each step as one line when it is seen to have happened.
 */
export const runTour = async (world: PretendWorld, desktop: Desktop, say: (line: string) => void): Promise<void> => {
  const desk = desktop.client;
  const [anna, ben, carla] = world.clients;
  if (!anna || !ben || !carla) throw new Error("the pretend company has too few clients");

  const notice = (title: string) =>
    until(
      `a notification from ${title}`,
      async () => (await desk.notifications()).find((n) => n.title === title),
      WAIT_MS,
    );
  const outbound = (what: string, matches: (message: HeldMessage) => boolean): Promise<HeldMessage> =>
    until(
      what,
      async () => (await world.messages()).find((message) => message.direction === "Outbound" && matches(message)),
      WAIT_MS,
    );

  await until("a live connection", async () => (await desk.tray()).icon.includes("live"), WAIT_MS);
  say(`Signed in as ${world.person.name}. The tray says "${(await desk.tray()).tooltip}".`);

  await world.text(anna, "Hi, could we move our appointment to Thursday?");
  const asked = await notice(anna.name);
  say(`A text came in over the WebSocket and up as a notification: ${asked.title}: "${asked.body}"`);

  if (asked.shownBy === "desk") {
    await desk.replyTo(asked.id, "Thursday at 10 works.");
    await outbound(
      "the reply, delivered",
      (m) => m.subject === "Thursday at 10 works." && m.messageStatus === "Delivered",
    );
    say(`Answered from the notification: "Thursday at 10 works." RingCentral delivered it.`);
  } else say("Another notification server shows it, so it can be answered there.");

  await world.text(ben, "Can you call me when you have a minute?");
  const second = await notice(ben.name);
  if (second.shownBy === "desk") await desk.replyTo(second.id, "");
  const quick = second.shownBy === "desk" ? await desk.page("#/quick-reply/", WAIT_MS) : null;
  if (quick) {
    await quick.getByRole("textbox").fill("I will call you at noon.");
    await sendByEnter(quick.getByRole("textbox"));
    await outbound("the quick reply", (m) => m.subject === "I will call you at noon.");
    say(`Answered ${ben.name} from the quick-reply window: "I will call you at noon."`);
  }

  await world.text(carla, "Here is the signed page you asked for.", [signedPage()]);
  await notice(carla.name);
  await desk.clickTray("Open");
  const main = await desk.page("index.html", WAIT_MS);
  await main.getByText(carla.name).first().click();
  const { fileName: name, contentType: type, base64 } = signedPage();
  await giveFiles(main, "[role=log]", "drop", [{ name, type, base64 }]);
  await main.getByRole("textbox", { name: "Message" }).fill("Countersigned, here it is.");
  await main.getByRole("button", { name: "Send", exact: true }).click();
  await outbound("the MMS", (m) => m.attachments.some((attachment) => attachment.type === "MmsAttachment"));
  say(`Dropped ${name} on the conversation with ${carla.name}: it went out as an MMS.`);

  await clickUnder(desk, "Away", "Until I turn it off");
  await until("the tray to say Away", async () => (await desk.tray()).icon.includes("away"), WAIT_MS);
  await world.text(anna, "One more thing: do I need to bring my passport?");
  const isAwayReply = (message: HeldMessage): boolean =>
    message.direction === "Outbound" && message.subject.includes("automatic reply");
  const reply = await outbound("the away reply", isAwayReply);
  await world.text(anna, "Never mind, found it.");
  await until(
    "the second text",
    async () => (await desk.notifications()).some(({ body }) => body.includes("Never mind")),
    WAIT_MS,
  );
  const replies = (await world.messages()).filter(isAwayReply).length;
  if (replies !== 1) throw new Error(`one away reply was due, ${replies} were sent`);
  say(`Away is on from the tray. ${anna.name} texted twice and got one away reply: "${reply.subject}"`);
  await clickUnder(desk, "Away", "Off");
  say("Away is off again.");
};
