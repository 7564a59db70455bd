/** Answers by a language model of the person's own. Names: switch "Language model", textboxes "Address", "Model". */
import type { ReactNode } from "react";
import type { AwayRules, ModelReplies } from "../../../preload/contract/away.ts";
import { AWAY_LIMITS } from "../../../preload/contract/limits.ts";
import { Banner } from "../../ui/banner.tsx";
import { Field, Toggle } from "../../ui/fields.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { isLocalAddress } from "./check-rules.ts";
import { ModelKey, ModelTrial } from "./model-trial.tsx";
import type { AwayForm } from "./use-away-form.ts";

/** Where the texts of clients go. */
const placeOf = ({ url }: Pick<ModelReplies, "url">): string => URL.parse(url)?.host ?? "the address below";

export const modelWords = ({ model }: Pick<AwayRules, "model">): string =>
  model.isOn ? `On, at ${placeOf(model)}` : "Off";

export const ModelPart = ({ form }: { form: AwayForm }): ReactNode => {
  const { model } = form.rules;
  const { url, model: name } = form.complaints;
  const change = (next: Partial<ModelReplies>): void => form.changeRules({ model: { ...model, ...next } });
  return (
    <>
      <Toggle name="Language model" isOn={model.isOn} onChange={(isOn) => change({ isOn })}>
        <span>Let a language model write answers</span>
        <span className="away-detail">
          It sends each client’s text to an address that you choose. No other text of the conversation goes along.
        </span>
      </Toggle>
      {model.isOn ? (
        <>
          <Banner tone="warn">
            Your clients’ texts are sent to {placeOf(model)}
            {isLocalAddress(model.url) ? ", which is this computer" : ""}. What comes back goes out only if it holds no
            link, and no number, day, price or promise that your own words do not hold; else your own words go out. Each
            such reply is marked in its conversation.
          </Banner>
          <Field
            label="Address"
            value={model.url}
            error={url}
            hint="Of an OpenAI-compatible server, with /v1 at its end."
            onChange={(next) => change({ url: next.slice(0, 2000) })}
          />
          <Field
            label="Model"
            value={model.model}
            error={name}
            onChange={(next) => change({ model: next.slice(0, 200) })}
          />
          <ModelKey />
          <div className="field-row">
            <NumberField
              label="Time limit, in seconds"
              value={model.timeLimitSeconds}
              {...AWAY_LIMITS.timeLimitSeconds}
              onChange={(timeLimitSeconds) => change({ timeLimitSeconds })}
            />
            <NumberField
              label="Longest answer, in characters"
              value={model.longest}
              {...AWAY_LIMITS.longest}
              onChange={(longest) => change({ longest })}
            />
          </div>
          <ModelTrial rules={form.rules} />
        </>
      ) : null}
    </>
  );
};
