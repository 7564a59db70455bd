import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { switchesFrom } from "../../../main/desktop/switches.ts";

const none = { profile: null, server: null, jwtFromEnv: false, hidden: false };

describe("the command line", () => {
  it("says nothing by default", () => {
    expect(switchesFrom(["."], "/home/jo")).toEqual(none);
  });

  it("names profile, server and where to sign in from", () => {
    expect(switchesFrom(["--profile=p1", "--server=http://127.0.0.1:8080", "--jwt-from-env"], "/home/jo")).toEqual({
      ...none,
      profile: resolve("/home/jo", "p1"),
      server: "http://127.0.0.1:8080",
      jwtFromEnv: true,
    });
  });

  it("asks for a start without a window, as the system does at login", () => {
    expect(switchesFrom([".", "--hidden"], "/home/jo")).toEqual({ ...none, hidden: true });
  });

  it("leaves Chromium its own switches", () => {
    expect(
      switchesFrom(["--no-sandbox", "--remote-debugging-port=0", "--profile=/p", "--lang=de"], "/home/jo"),
    ).toEqual({ ...none, profile: resolve("/p") });
  });

  it("takes an empty or missing value for none", () => {
    expect(switchesFrom(["--profile=", "--server"], "/home/jo")).toEqual(none);
  });
});
