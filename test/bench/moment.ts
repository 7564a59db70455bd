/** This instant in milliseconds since 1970, to the microsecond: comparable between processes of one computer. */
export const moment = (): number => performance.timeOrigin + performance.now();
