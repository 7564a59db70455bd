import type { Failure } from "../../../preload/contract/result.ts";
import { failureWords } from "../words/failure.ts";
import { serverFromForm, type SignInField, type SignInForm } from "./sign-in-form.ts";

/** What is wrong, and at which field; null if at none of them. */
export type Complaint = {
  readonly field: SignInField | null;
  readonly alsoMarked?: SignInField;
  readonly words: string;
};

const missing: readonly (readonly [SignInField, string])[] = [
  ["clientId", "Enter the app’s client ID."],
  ["clientSecret", "Enter the app’s client secret."],
  ["jwt", "Enter the JWT."],
];

const isServer = (server: string): boolean => URL.canParse(server) && /^https?:$/u.test(new URL(server).protocol);

/** The first thing that can be seen to be wrong without asking RingCentral. */
export const firstComplaint = (form: SignInForm): Complaint | null => {
  if (!isServer(serverFromForm(form))) {
    return { field: "server", words: "Enter the server’s address, beginning with https://." };
  }
  const gap = missing.find(([field]) => form[field].trim() === "");
  return gap === undefined ? null : { field: gap[0], words: gap[1] };
};

/** RingCentral's refusal at the field it is about. */
export const complaintFromFailure = (failure: Failure, form: SignInForm): Complaint => {
  const words = failureWords(failure, "sign-in");
  switch (failure.code) {
    case "bad-server":
      return { field: "server", words };
    case "no-network":
      // Of a preset the address is right: then it is the connection, not a field.
      return { field: form.preset === "custom" ? "server" : null, words };
    case "bad-client":
      return { field: "clientId", alsoMarked: "clientSecret", words };
    case "bad-jwt":
      return { field: "jwt", words };
    default:
      return { field: null, words };
  }
};
