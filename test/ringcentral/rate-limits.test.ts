import { expect, test } from "vitest";
import { userOf } from "./flows/sign-in.ts";
import { askOAuth, jwtGrant, restProbe, type RestAnswer } from "./probes/rest-probe.ts";
import { started } from "./probes/started.ts";

const limitsOf = ({ status, headers }: RestAnswer) => ({
  status,
  group: headers.get("x-rate-limit-group"),
  limit: headers.get("x-rate-limit-limit"),
  remaining: headers.get("x-rate-limit-remaining"),
  window: headers.get("x-rate-limit-window"),
  retryAfter: headers.get("retry-after"),
});

test("Every answer tells its group, limit, what remains and the window", async () => {
  const { ringCentral } = await started({ rateLimits: "documented" });
  const probe = await restProbe(ringCentral);
  const answers = [
    await probe.ask("GET", "E"),
    await probe.ask("GET", "A/extension"),
    await probe.ask("GET", "E/address-book/contact"),
    await probe.ask("POST", "/restapi/oauth/wstoken"),
    await probe.ask("GET", "E/message-store/1"),
  ];
  const expected = (status: number, group: string, limit: string, remaining: string) => ({
    status,
    group,
    limit,
    remaining,
    window: "60",
    retryAfter: null,
  });
  expect(answers.map(limitsOf)).toEqual([
    expected(200, "light", "50", "49"),
    expected(200, "medium", "40", "39"),
    expected(200, "heavy", "10", "9"),
    // Signing in was the first of the five.
    expected(200, "auth", "5", "3"),
    expected(404, "light", "50", "48"),
  ]);
});

test("The sixth sign-in of a minute is refused, and each further one begins the penalty anew", async () => {
  const { ringCentral, control } = await started({ rateLimits: "documented" });
  const { jwt } = userOf(ringCentral, "101");
  const signIn = async () => await askOAuth(ringCentral, "token", { grant_type: jwtGrant, assertion: jwt });
  const statuses: number[] = [];
  for (let count = 0; count < 6; count += 1) statuses.push((await signIn()).status);
  const refused = await signIn();
  await control.faults({ advanceS: 50 });
  statuses.push((await signIn()).status);
  await control.faults({ advanceS: 50 });
  // A hundred seconds after the first refusal, but only fifty after the last.
  statuses.push((await signIn()).status);
  await control.faults({ advanceS: 61 });
  statuses.push((await signIn()).status);

  const other = await askOAuth(ringCentral, "token", {
    grant_type: jwtGrant,
    assertion: userOf(ringCentral, "102").jwt,
  });
  expect([statuses, limitsOf(refused), refused.json, other.status]).toMatchObject([
    [200, 200, 200, 200, 200, 429, 429, 429, 200],
    { status: 429, group: "auth", limit: "5", remaining: "0", retryAfter: "60" },
    { errorCode: "CMN-301", errors: [{ errorCode: "CMN-301" }] },
    200,
  ]);
});

test("Unless told otherwise there is twenty times the room; a knob sets any limit, with or without Retry-After", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const usual = limitsOf(await probe.ask("GET", "E")).limit;
  await control.faults({ rateLimits: "documented" });
  const documented = limitsOf(await probe.ask("GET", "E")).limit;
  await control.faults({ rateLimits: { light: 3, retryAfter: false } });
  const third = limitsOf(await probe.ask("GET", "E"));
  const fourth = limitsOf(await probe.ask("GET", "E"));
  expect([usual, documented, third, fourth]).toMatchObject([
    "1000",
    "50",
    { status: 200, limit: "3", remaining: "0" },
    { status: 429, retryAfter: null },
  ]);
});
