import type { Failure, FailureCode } from "../../../preload/contract/result.ts";
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

/** The field that a refusal is about; what is not here is about none. */
const fieldOf: Partial<Record<FailureCode, Omit<Complaint, "words">>> = {
  "bad-server": { field: "server" },
  "bad-client": { field: "clientId", alsoMarked: "clientSecret" },
  "bad-jwt": { field: "jwt" },
  "no-network": { field: "server" },
};

/** RingCentral's refusal at the field it is about. */
export const complaintFromFailure = (failure: Failure): Complaint => ({
  field: null,
  ...fieldOf[failure.code],
  words: failureWords(failure, "sign-in"),
});
