import { describe, expect, it } from "vitest";
import { contentUrl } from "../../../main/ringcentral/attachments.ts";
import { asciiFileName } from "../../../main/ringcentral/file-name.ts";
import { frameFromText } from "../../../main/ringcentral/frames.ts";
import { createRecentIds } from "../../../main/ringcentral/recent-ids.ts";
import { serverOrigin } from "../../../main/ringcentral/server-address.ts";
import { storedFromToken, tokenFromAnswer, tokenFromStored } from "../../../main/ringcentral/token.ts";

describe("a file name", () => {
  it.each([
    ["photo.jpg", "image/jpeg", "photo.jpg"],
    ["café.png", "image/png", "cafe.png"],
    ["写真.png", "image/png", "attachment-2.png"],
    ['a"b\\c.gif', "image/gif", "a_b_c.gif"],
    ["no extension", "application/rtf", "no extension.rtf"],
  ])("%s goes out in ASCII", (fileName, contentType, expected) => {
    expect(asciiFileName(fileName, contentType, 2)).toBe(expected);
  });
});

describe("where an attachment may be fetched", () => {
  const path = "/restapi/v1.0/account/1/extension/2/message-store/3/content/4";
  const fetchable = (ref: string, server: string): boolean => {
    try {
      return contentUrl(ref, server) !== "";
    } catch {
      return false;
    }
  };

  it.each([
    ["the media host of production", `https://media.ringcentral.com${path}`, "https://platform.ringcentral.com", true],
    ["the server itself", `https://platform.ringcentral.com${path}`, "https://platform.ringcentral.com", true],
    ["a path at the server", path, "http://127.0.0.1:8080", true],
    ["the same host at another port", `http://127.0.0.1:9090${path}`, "http://127.0.0.1:8080", false],
    ["production's media host for another server", `https://media.ringcentral.com${path}`, "http://127.0.0.1:1", false],
    [
      "a host that only begins like it",
      `https://media.ringcentral.com.evil.example${path}`,
      "https://platform.ringcentral.com",
      false,
    ],
    ["media without encryption", `http://media.ringcentral.com${path}`, "https://platform.ringcentral.com", false],
    ["another path", "https://platform.ringcentral.com/elsewhere", "https://platform.ringcentral.com", false],
  ])("%s", (_, ref, server, expected) => {
    expect(fetchable(ref, server)).toBe(expected);
  });
});

describe("the server's address", () => {
  it("is an origin, however it was typed", () => {
    expect(serverOrigin(" https://platform.ringcentral.com/ ")).toBe("https://platform.ringcentral.com");
  });

  it.each(["", "platform", "ftp://platform.ringcentral.com", "http://platform.ringcentral.com"])(
    "%s is refused",
    (server) => {
      expect(() => serverOrigin(server)).toThrow(expect.objectContaining({ code: "bad-server" }));
    },
  );

  it("may be unencrypted on this computer", () => {
    expect(serverOrigin("http://localhost:8080")).toBe("http://localhost:8080");
  });
});

describe("a frame", () => {
  it.each(["", "nonsense", "{}", "[]", "[1]", '[{"type":3}]', "null"])("%s is none", (text) => {
    expect(frameFromText(text)).toBeNull();
  });

  it("of a recovered session says so", () => {
    const meta = { type: "ConnectionDetails", wsc: { token: "t2", sequence: 1 } };
    expect(frameFromText(JSON.stringify([meta, { recoveryState: "Successful" }]))).toEqual({
      kind: "connected",
      sequence: 1,
      wsc: "t2",
      isRecovered: true,
      recoveryError: null,
    });
  });
});

describe("recent ids", () => {
  it("are known until as many newer ones have come", () => {
    const recent = createRecentIds(2);
    expect(["a", "b", "a", "c", "b", "a"].map(recent.isNew)).toEqual([true, true, false, true, false, true]);
  });
});

describe("a token", () => {
  it("survives being stored", () => {
    const token = tokenFromAnswer({ access_token: "a", refresh_token: "r", expires_in: "3600" }, 1_000);
    expect(token && tokenFromStored(storedFromToken(token))).toEqual(token);
  });

  it("may come without a refresh token", () => {
    expect(tokenFromAnswer({ access_token: "a", expires_in: 60 }, 0)).toMatchObject({
      refreshToken: null,
      expiresAt: 60_000,
    });
  });

  it.each([null, "", "{}", "nonsense", '{"accessToken":3}'])("stored as %s is none", (text) => {
    expect(tokenFromStored(text)).toBeNull();
  });
});
