import { describe, expect, it } from "vitest";
import { until } from "./desk-client.ts";
import { useFixture } from "./fixtures/start-fixture.ts";

describe("a page of the app's own scheme", () => {
  const fixture = useFixture();
  const run = (code: string): Promise<unknown> => fixture().page.evaluate(code);
  const told = async (name: string): Promise<readonly unknown[]> =>
    (await fixture().told()).filter(([what]) => what === name);

  it("is answered by main's handler: status, headers, bytes and bodies", async () => {
    expect(
      await run(`(async () => {
        const bytes = await fetch("/bytes?x=1");
        const echo = await fetch("/echo", { method: "POST", body: "said" });
        const missing = await fetch("/missing");
        const broken = await fetch("/broken").catch((error) => error.name);
        return [bytes.status, bytes.headers.get("x-asked"), [...new Uint8Array(await bytes.arrayBuffer())],
          echo.status, echo.headers.get("x-method"), await echo.text(), missing.status, broken];
      })()`),
    ).toEqual([200, "tern://app/bytes?x=1", [0, 1, 254, 255], 201, "POST", "said", 404, "TypeError"]);
  });

  it("is a secure context under its own content security policy", async () => {
    expect(
      await run(`(async () => [
        isSecureContext,
        window.inlineRan === undefined,
        window.events !== undefined,
        await fetch(${JSON.stringify(fixture().server)}).catch((error) => error.name),
        window.evalRefusedBy,
      ])()`),
    ).toEqual([true, true, true, "TypeError", "EvalError"]);
  });

  it("cannot frame a page where the policy has no frames", async () => {
    expect(
      await run(`new Promise((resolve) => {
        addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
        const frame = document.createElement("iframe");
        frame.src = "/frame.html";
        document.body.append(frame);
      })`),
    ).toBe("frame-src");
  });

  it("has the permissions main gives, and no others", async () => {
    expect(
      await run(`Promise.all(["clipboard-write", "clipboard-read", "geolocation", "notifications"].map(async (name) =>
        (await navigator.permissions.query({ name })).state))`),
    ).toEqual(["granted", "denied", "denied", "denied"]);
  });

  it("stays where it is when main prevents its navigation", async () => {
    await fixture().page.click("#outside");
    await run("void (location.href = 'https://example.com/by-script')");
    await fixture().page.click("#mail");
    await until("three refused navigations", async () => (await told("will-navigate")).length === 3);
    expect([await told("will-navigate"), await run("location.pathname")]).toEqual([
      [
        ["will-navigate", "https://example.com/page", true],
        ["will-navigate", "https://example.com/by-script", true],
        ["will-navigate", "mailto:a@example.com", true],
      ],
      "/index.html",
    ]);
  });

  it("opens no window that main denies", async () => {
    const opened = await run("window.open('https://example.com/popup')");
    await fixture().page.click("#blank");
    await fixture().page.click("#outside", { modifiers: ["ControlOrMeta"] });
    await until("three denied windows", async () => (await told("window-open")).length === 3);
    expect([opened, await told("window-open"), (await fixture().desktop.client.windows()).length]).toEqual([
      null,
      [
        ["window-open", "https://example.com/popup"],
        ["window-open", "https://example.com/blank"],
        ["window-open", "https://example.com/page"],
      ],
      1,
    ]);
  });

  it("goes where main lets it, and gets its preload anew", async () => {
    await fixture().page.click("#other");
    await fixture().page.waitForURL("**/other.html");
    expect([await fixture().invoke("echo", 1), (await fixture().desktop.client.windows())[0]?.url]).toEqual([
      [1],
      "tern://app/other.html",
    ]);
  });

  it("reloads without asking main", async () => {
    const before = (await told("will-navigate")).length;
    await fixture().page.evaluate("void location.replace('/index.html#/start')");
    await fixture().page.waitForURL("**/index.html#/start");
    await fixture().page.waitForFunction(() => "api" in window);
    expect((await told("will-navigate")).length).toBe(before + 1);
  });
});
