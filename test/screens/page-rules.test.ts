import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { ConversationSummary, ThreadPage } from "../../preload/contract/model.ts";
import type { Result } from "../../preload/contract/result.ts";
import { until } from "../desktop/desk-client.ts";
import { useTern } from "../harness/use-tern.ts";

let page: Page;
const tern = useTern({}, async ({ mainPage }) => {
  page = await mainPage();
  await page.getByRole("button", { name: "Settings" }).waitFor();
});

const log = (): string => readFileSync(join(tern().profile, "logs", "main.log"), "utf8");

/** Asks main as the page could, by whatever name and argument. */
const ask = <Answer>(name: string, argument?: object): Promise<Result<Answer>> =>
  page.evaluate(([asked, given]) => Reflect.get(window, "tern").request(asked, given), [name, argument] as const);

describe("a page of Tern's", () => {
  it("has nothing of Node or Electron, only the API", async () => {
    const found = await page.evaluate(() => ({
      node: ["require", "process", "module", "Buffer", "global"].filter((name) => Reflect.has(window, name)),
      api: Object.keys(Reflect.get(window, "tern")).toSorted(),
    }));
    expect(found).toEqual({ node: [], api: ["platform", "request", "subscribe"] });
  });

  it("loads without breaking its own content security policy", async () => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/security policy|refused/i.test(message.text())) complaints.push(message.text());
    });
    await page.reload();
    await page.getByRole("button", { name: "Settings" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("runs no script that was put into it, and evaluates none", async () => {
    const ran = await page.evaluate(async () => {
      const inline = document.createElement("script");
      inline.textContent = "window.ranInline = true";
      document.body.append(inline);
      const image = document.createElement("img");
      image.setAttribute("onerror", "window.ranHandler = true");
      const failed = new Promise((resolve) => image.addEventListener("error", resolve));
      image.src = "/assets/none.png";
      document.body.append(image);
      await failed;
      let evaluated = "yes";
      try {
        Reflect.construct(Function, ["return 1"])();
      } catch {
        evaluated = "no";
      }
      return { inline: "ranInline" in window, handler: "ranHandler" in window, evaluated };
    });
    expect(ran).toEqual({ inline: false, handler: false, evaluated: "no" });
  });

  it("reaches no other server", async () => {
    const outcome = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => "reached",
          () => "refused",
        ),
      tern().ringCentral.server,
    );
    expect(outcome).toBe("refused");
  });

  it("gets its files with their type and rules, and nothing that is not there", async () => {
    const answers = await page.evaluate(async () => {
      const told = async (path: string, method = "GET") => {
        const response = await fetch(path, { method });
        return [
          response.status,
          response.headers.get("content-type"),
          response.headers.get("x-content-type-options"),
          response.headers.get("content-security-policy")?.includes("default-src 'none'"),
        ];
      };
      return Promise.all([
        told("/index.html"),
        told("/assets/none.js"),
        told("/..%2f..%2fpackage.json"),
        told("/attachment/none/none"),
        told("/index.html", "POST"),
      ]);
    });
    expect(answers).toEqual([
      [200, "text/html; charset=utf-8", "nosniff", true],
      [404, null, "nosniff", undefined],
      [404, null, "nosniff", undefined],
      [404, null, "nosniff", undefined],
      [405, null, "nosniff", undefined],
    ]);
  });

  it("stays where it is: https links go to the browser, all else nowhere", async () => {
    await page.evaluate(() => {
      for (const url of ["https://example.test/opened", "file:///etc/passwd", "javascript:alert(1)"]) {
        window.open(url);
        const link = document.createElement("a");
        link.href = url.replace("opened", "followed");
        document.body.append(link);
        if (!url.startsWith("javascript")) link.click();
      }
    });
    const opened = async () => (await tern().client().outside()).opened;
    await until("both links in the browser", async () => (await opened()).length >= 2);
    expect((await opened()).toSorted()).toEqual(["https://example.test/followed", "https://example.test/opened"]);
    expect(await tern().client().windows()).toMatchObject([{ url: "tern://app/index.html" }]);
  });

  it("gets no permission but to copy", async () => {
    const states = await page.evaluate(async () => {
      const state = async (name: string) => {
        const { state } = await navigator.permissions.query({ name } as unknown as PermissionDescriptor);
        return [name, state];
      };
      return Promise.all(["geolocation", "camera", "notifications", "clipboard-write"].map(state));
    });
    expect(Object.fromEntries(states)).toEqual({
      geolocation: "denied",
      camera: "denied",
      notifications: "denied",
      "clipboard-write": "granted",
    });
  });
});

describe("a request of a page", () => {
  it("that does not exist, or has another shape, is refused and logged by its shape", async () => {
    expect(await ask("account/erase")).toMatchObject({ ok: false, failure: { code: "invalid-request" } });
    expect(await ask("drafts/keep", { conversationId: "c1", body: 17, secret: "hush" })).toMatchObject({
      ok: false,
      failure: { code: "invalid-request" },
    });
    expect(log()).toContain('request/refused {"reason":"unknown-name","nameType":"string"}');
    expect(log()).toMatch(/request\/refused \{"reason":"invalid-argument","request":"drafts\/keep","problems":"body: /);
    expect(log()).not.toContain("hush");
  });
});

describe("an attachment", () => {
  /** The smallest picture there is: one transparent pixel. */
  const PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>parent.ranSvg = true</script></svg>`;

  it("is served to the window by its sender's type, and never as a page of ours", async () => {
    await tern().textFrom("Alice Nguyen", "Two files", [
      { fileName: "pixel.gif", contentType: "image/gif", base64: PIXEL },
      { fileName: "drawing.svg", contentType: "image/svg+xml", base64: Buffer.from(SVG).toString("base64") },
    ]);
    const attachments = await until("the text with its files", async () => {
      const list = await ask<readonly ConversationSummary[]>("conversations/list", { before: null, limit: 10 });
      const conversation = list.ok ? list.value[0] : undefined;
      if (conversation === undefined) return undefined;
      const thread = await ask<ThreadPage>("thread/read", { conversationId: conversation.id, before: null, limit: 10 });
      return thread.ok
        ? thread.value.texts.find(({ attachments }) => attachments.length === 2)?.attachments
        : undefined;
    });
    const answers = await page.evaluate(
      (paths) =>
        Promise.all(
          paths.map(async (path) => {
            const response = await fetch(path);
            const headers = ["content-type", "content-disposition"].map((name) => response.headers.get(name));
            return [response.status, ...headers, (await response.arrayBuffer()).byteLength];
          }),
        ),
      attachments.map(({ path }) => path),
    );
    expect(answers).toEqual([
      [200, "image/gif", "inline", Buffer.from(PIXEL, "base64").byteLength],
      [200, "image/svg+xml", "attachment", SVG.length],
    ]);
  });

  it("that is a picture is drawn in the thread", async () => {
    await page.getByText("Two files").first().click();
    const picture = page.getByRole("main").locator("img").first();
    await until("the picture drawn", () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth > 0));
    expect(await page.evaluate(() => "ranSvg" in window)).toBe(false);
  });
});
