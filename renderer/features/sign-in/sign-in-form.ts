import type { Choice } from "../../ui/fields.tsx";

const PRODUCTION = "https://platform.ringcentral.com";
const SANDBOX = "https://platform.devtest.ringcentral.com";

export type SignInField = "server" | "clientId" | "clientSecret" | "jwt";

/** What stands in the form. `preset`: an origin, or "custom": then `server` counts. */
export type SignInForm = Readonly<Record<SignInField, string>> & { readonly preset: string };

export const serverChoices: readonly Choice[] = [
  { value: PRODUCTION, label: "Production" },
  { value: SANDBOX, label: "Sandbox" },
  { value: "custom", label: "Custom URL" },
];

/** An empty form that starts with the suggested server; production if there is none. */
export const startForm = (suggested: string | null): SignInForm => {
  const empty = { server: "", clientId: "", clientSecret: "", jwt: "" };
  if (suggested === null) return { ...empty, preset: PRODUCTION };
  const isPreset = suggested === PRODUCTION || suggested === SANDBOX;
  return { ...empty, preset: isPreset ? suggested : "custom", server: isPreset ? "" : suggested };
};

/** The origin to sign in at, or what was typed if it is no URL. */
export const serverFromForm = ({ preset, server }: SignInForm): string => {
  if (preset !== "custom") return preset;
  return URL.canParse(server.trim()) ? new URL(server.trim()).origin : server.trim();
};
