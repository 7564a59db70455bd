import { describe, expect, it } from "vitest";
import { redact, redactText } from "../../../main/core/log-redaction.ts";

describe("a log line", () => {
  it("keeps what says how things went", () => {
    const fields = {
      code: "rate-limited",
      retryAfterMs: 60_000,
      path: "/restapi/v1.0/account/~/extension/~/sms",
      account: "7d9f2a10-4c1e-4a75-9f6b-0c1d2e3f4a5b",
      at: "2026-03-02T09:00:00.000Z",
      isFull: false,
      texts: 12,
      version: "45.4.1",
      nothing: null,
    };
    expect(redact(fields)).toEqual(fields);
  });

  it("never holds the value of a field that is named like a secret, a person or a text", () => {
    expect(
      redact({ token: "a", access_token: "b", "Client-Secret": "c", jwt: "d", body: "Hi", from: "Jane", name: "Jane" }),
    ).toEqual({
      token: "[redacted]",
      access_token: "[redacted]",
      "Client-Secret": "[redacted]",
      jwt: "[redacted]",
      body: "[redacted]",
      from: "[redacted]",
      name: "[redacted]",
    });
  });
});

describe("free text", () => {
  it.each([
    ["Authorization: Bearer U0pDMTJQ", "Authorization: [redacted]"],
    ["authorization: basic dXNlcjpwYXNzd29yZA==", "authorization: [redacted]"],
    ["got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.sig-na_ture back", "got [redacted] back"],
    ["wss://x/ws?access_token=abc123&x=1", "wss://x/ws?[redacted]&x=1"],
    ["refresh U1BCMDFUMDRKV1MwMXxzLFSvXdw5PHMsVLEn_MrtcyxUsw", "refresh [redacted]"],
    ["to +16505550101 failed", "to [redacted] failed"],
    ["to (650) 555-0101 failed", "to [redacted] failed"],
    ["to +44 20 7946 0958 failed", "to [redacted] failed"],
    ["from 16505550101", "from [redacted]"],
    ["mail to jane.doe@example.com", "mail to [redacted]"],
  ])("loses what looks like a secret or a number: %s", (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it.each([
    "connect ECONNREFUSED 127.0.0.1:443",
    "at createApp (file:///app/out/main/index.js:1234:56)",
    "SMS-CAR-431",
    "database 7d9f2a10-4c1e-4a75-9f6b-0c1d2e3f4a5b opened in 12 ms",
    "status 503 after 30000 ms",
  ])("keeps the rest: %s", (text) => {
    expect(redactText(text)).toBe(text);
  });

  it("gets through a long run without a gap, where trying from each letter would take minutes", () => {
    const runs = ["a", "a=", "eyJ-", "+1", "a."].map((part) => part.repeat(50_000));
    expect(runs.map(redactText).every((text) => text.length > 0)).toBe(true);
  });
});
