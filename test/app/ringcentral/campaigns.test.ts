import { describe, expect, it } from "vitest";
import { openScene, type Scene } from "./scene.ts";

const DANA = "+16505550100";
const TOLL_FREE = "+18335550111";

const asked = async (scene: Scene): Promise<readonly string[]> =>
  (await scene.requests("/sms-configuration")).map(({ path }) => path);

describe("what a number is registered for with carriers", () => {
  it("is asked by the number's id, also by a session that was taken up and has not read the numbers", async () => {
    const scene = await openScene();
    await scene.signIn();
    const gateway = await scene.resume();
    expect([await gateway.campaign(DANA), await asked(scene)]).toEqual([
      { isConfirmed: true, useCases: ["CUSTOMER_CARE"] },
      ["/restapi/v1.0/account/~/extension/~/phone-number/33330001/sms-configuration"],
    ]);
  });

  it("is not known of a number without a campaign, nor of one that is not the person's, which is not asked for", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    expect([await gateway.campaign(TOLL_FREE), await gateway.campaign("+14155550121"), await asked(scene)]).toEqual([
      null,
      null,
      ["/restapi/v1.0/account/~/extension/~/phone-number/33330002/sms-configuration"],
    ]);
  });

  it.each([
    ["forbids it", { status: 403, errorCode: "CMN-408" }],
    ["lacks the app's permission for it", { status: 403, errorCode: "CMN-401" }],
    ["does not find it", { status: 404, errorCode: "CMN-102" }],
    ["finds something wrong with it", { status: 400, errorCode: "CMN-101" }],
    ["answers a page of something else", { status: 200, html: true }],
    ["answers nothing", { status: 200, empty: true }],
  ])("is not known where RingCentral %s, and that is asked once", async (_, answer) => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ answer: { path: "/sms-configuration", times: 9, ...answer } });
    expect([await gateway.campaign(DANA), (await asked(scene)).length]).toEqual([null, 1]);
  });

  it("rejects for what may pass, so that it is asked again", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await gateway.senderNumbers();
    await scene.faults({ unreachable: true });
    await expect(gateway.campaign(DANA)).rejects.toMatchObject({ code: "no-network" });
    await scene.calm();
    expect(await gateway.campaign(DANA)).not.toBe(null);
  });
});
