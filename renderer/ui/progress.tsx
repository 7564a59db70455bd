import type { ReactNode } from "react";
import { ProgressBar } from "react-aria-components";

/** Progress with a number. `fraction`: 0 to 1. */
export const Progress = (props: { name: string; fraction: number }): ReactNode => (
  <ProgressBar className="progress" aria-label={props.name} value={Math.round(props.fraction * 100)}>
    {({ percentage, valueText }) => (
      <>
        <span className="progress-words tabular">
          {props.name} {valueText}
        </span>
        <progress className="progress-bar" aria-hidden max={100} value={percentage ?? 0} />
      </>
    )}
  </ProgressBar>
);
