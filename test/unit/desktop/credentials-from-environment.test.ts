import { describe, expect, it } from "vitest";
import { takeCredentials } from "../../../main/desktop/credentials-from-environment.ts";

const full = { TERN_CLIENT_ID: "id", TERN_CLIENT_SECRET: "secret", TERN_JWT: "jwt", PATH: "/bin" };

describe("credentials from the environment", () => {
  it("are taken out of it, so that nobody inherits them", () => {
    const environment: NodeJS.ProcessEnv = { ...full };
    expect(takeCredentials(environment, "https://example.test")).toEqual({
      server: "https://example.test",
      clientId: "id",
      clientSecret: "secret",
      jwt: "jwt",
    });
    expect(environment).toEqual({ PATH: "/bin" });
  });

  it.each(["TERN_CLIENT_ID", "TERN_CLIENT_SECRET", "TERN_JWT"])("are none when %s is empty", (name) => {
    const environment: NodeJS.ProcessEnv = { ...full, [name]: "" };
    expect(takeCredentials(environment, "https://example.test")).toBeUndefined();
    expect(environment).toEqual({ PATH: "/bin" });
  });
});
