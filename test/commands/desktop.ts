/**
 * `npm run desktop -- --server URL --profile DIR [--headless] [--jwt-from-env]`: Tern in a stand-in desktop. Prints one
 * JSON line, {"desk","cdp"}, when it is up; stops on SIGTERM or SIGINT.
 */
import { parseArgs } from "node:util";
import { startDesktop } from "../desktop/start.ts";
import { onStopRequest } from "./stop-request.ts";

const usage = "usage: npm run desktop -- --server URL --profile DIR [--headless] [--jwt-from-env]";

const { values } = parseArgs({
  options: {
    server: { type: "string" },
    profile: { type: "string" },
    headless: { type: "boolean", default: false },
    "jwt-from-env": { type: "boolean", default: false },
  },
});
if (values.server === undefined || values.profile === undefined) {
  console.error(usage);
  process.exit(2);
}
const variable = (name: string): string => process.env[name] ?? "";
const starting = startDesktop({
  server: values.server,
  profile: values.profile,
  headless: values.headless,
  ...(values["jwt-from-env"] && {
    signIn: {
      clientId: variable("TERN_CLIENT_ID"),
      clientSecret: variable("TERN_CLIENT_SECRET"),
      jwt: variable("TERN_JWT"),
    },
  }),
});
// Before it is up too: then it quits as soon as it is.
onStopRequest(() => void starting.then(({ quit }) => quit()));
const desktop = await starting;
console.log(JSON.stringify({ desk: desktop.desk, cdp: desktop.cdp }));
const { code } = await desktop.ended;
process.exit(code ?? 1);
