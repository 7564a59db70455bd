import { useEffect, useState } from "react";
import type { Answer, Argument, RequestName } from "../../../preload/contract/requests.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useStores } from "../../state/stores.tsx";

/** What main answers; `value` stays the last one while another is on its way. */
export type Answered<Name extends RequestName> = {
  readonly value: Answer<Name> | null;
  readonly failure: Failure | null;
  readonly isAsking: boolean;
};

/** Asks main whenever the argument, or `again`, becomes another. */
export const useAnswer = <Name extends RequestName>(
  name: Name,
  argument: Argument<Name>,
  again: unknown = null,
): Answered<Name> => {
  const { api } = useStores();
  const key = JSON.stringify([argument ?? null, again]);
  // The argument is another object each time: the one that was asked for stays until it says something else.
  const [asked, setAsked] = useState({ key, argument });
  if (asked.key !== key) setAsked({ key, argument });
  const [answered, setAnswered] = useState<Omit<Answered<Name>, "isAsking"> & { readonly to: unknown }>({
    value: null,
    failure: null,
    to: null,
  });
  useEffect(() => {
    let isWanted = true;
    const ask = async (): Promise<void> => {
      const result = await api.request(name, asked.argument);
      if (!isWanted) return;
      setAnswered(({ value }) =>
        result.ok ? { value: result.value, failure: null, to: asked } : { value, failure: result.failure, to: asked },
      );
    };
    void ask();
    return () => {
      isWanted = false;
    };
  }, [api, name, asked]);
  return { value: answered.value, failure: answered.failure, isAsking: answered.to !== asked };
};
