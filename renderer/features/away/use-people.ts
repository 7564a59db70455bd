import { useState } from "react";
import type { AwayPerson } from "../../../preload/contract/away.ts";
import type { Argument } from "../../../preload/contract/requests.ts";
import type { Failure, Result } from "../../../preload/contract/result.ts";
import { useStores } from "../../state/stores.tsx";
import { useAnswer } from "./use-answer.ts";

/** Everybody of whom the person said something. */
export type People = {
  readonly all: readonly AwayPerson[];
  /** Every label that anybody has, in order. */
  readonly labels: readonly string[];
  /** Adds somebody, by an address or a number as it is typed; the failure is for whoever typed it. */
  readonly set: (person: Argument<"away/set-person">) => Promise<Result<void>>;
  readonly change: (person: AwayPerson) => Promise<void>;
  /** Why they could not be read or changed. */
  readonly failure: Failure | null;
};

export const usePeople = (): People => {
  const { api } = useStores();
  const [count, setCount] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = useAnswer("away/people", undefined, count);
  const all = read.value ?? [];
  const set: People["set"] = async (person) => {
    const result = await api.request("away/set-person", person);
    setCount((before) => before + 1);
    return result;
  };
  return {
    all,
    labels: [...new Set(all.flatMap(({ labels }) => labels))].toSorted((one, other) => one.localeCompare(other)),
    set,
    change: async ({ party: { address }, answer, labels }) => {
      const result = await set({ address, answer, labels });
      setFailure(result.ok ? null : result.failure);
    },
    failure: failure ?? read.failure,
  };
};
