/** The server's idea of now; `advance` (a fault knob) moves it, so that nobody has to wait for a token to age. */
export type ServerClock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly advance: (ms: number) => void;
};

export const createServerClock = (): ServerClock => {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance: (ms) => {
      offset += ms;
    },
  };
};

/** "2025-07-30T18:12:45.028Z", as REST and current events write time. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();

/** "2020-09-07T21:50:02.737+0000", as the gateway and older events write time. */
export const oldTime = (ms: number): string => isoTime(ms).replace("Z", "+0000");
