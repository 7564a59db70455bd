/** The global of Electron's main process that holds the hands. */
export const HANDS = "ternTestHands";
/** Names the file that gets what Electron's main process writes. */
export const OUTPUT_VARIABLE = "TERN_TEST_OUTPUT";
