/** Which of these languages (ISO 639-1 codes) a text is written in; null: none, or nobody can tell from so few words. */
export type LanguageGuesser = (text: string, among: readonly string[]) => string | null;

/** Takes some tenths of a second and much memory the first time. */
export type LanguageLoader = () => Promise<LanguageGuesser>;

/** What a language model is asked. */
export type ModelRequest = {
  readonly url: string;
  readonly model: string;
  /** Null: the server wants none. Visible ASCII only: a header carries nothing else. */
  readonly key: string | null;
  readonly timeLimitMs: number;
  readonly instructions: string;
  readonly text: string;
  /** Most that it may say, in tokens. */
  readonly mostTokens: number;
};

/** A language model behind an OpenAI-compatible URL. */
export type LanguageModel = {
  /**
   * Rejects with AppError no-network (about `timeout` or `unreachable`), server-error (`refused` or `malformed`), or
   * invalid-request (`url`: https, or http on this computer only).
   */
  readonly complete: (request: ModelRequest) => Promise<string>;
  /** The server that a request to this URL goes to, as `https://api.example.com`; null: none that it may go to. */
  readonly originOf: (url: string) => string | null;
};
