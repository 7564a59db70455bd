/** A wish of a test that makes no sense; the control server answers 400 with the reason. */
export class Refused extends Error {}
