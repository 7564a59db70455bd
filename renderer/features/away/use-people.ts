import { useState } from "react";
import type { AwayPerson } from "../../../preload/contract/away.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useStores } from "../../state/stores.tsx";
import { useAnswer } from "./use-answer.ts";

/** Everybody of whom the person said something. */
export type People = {
  readonly all: readonly AwayPerson[];
  /** Every label that anybody has, in order. */
  readonly labels: readonly string[];
  readonly set: (person: AwayPerson) => Promise<void>;
  readonly failure: Failure | null;
};

export const usePeople = (): People => {
  const { api } = useStores();
  const [count, setCount] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = useAnswer("away/people", undefined, count);
  const all = read.value ?? [];
  return {
    all,
    labels: [...new Set(all.flatMap(({ labels }) => labels))].toSorted((one, other) => one.localeCompare(other)),
    set: async ({ party: { address }, answer, labels }) => {
      const result = await api.request("away/set-person", { address, answer, labels });
      setFailure(result.ok ? null : result.failure);
      setCount((before) => before + 1);
    },
    failure: failure ?? read.failure,
  };
};
