import { describe, expect, test } from "vitest";
import { carrierWords } from "../../../renderer/features/words/carrier.ts";

/** RingCentral, "SMS errors": every deliveryErrorCode it documents. */
const documented = `
  RC-403 RC-410 RC-413 RC-430 RC-500 RC-501 RC-503 RC-504
  UP-410 UP-413 UP-414 UP-430 UP-431 UP-432 UP-433 UP-500
  CAR-104 CAR-199 CAR-400 CAR-410 CAR-411 CAR-412 CAR-413 CAR-414 CAR-430 CAR-431 CAR-432 CAR-433 CAR-434 CAR-435
  CAR-450 CAR-451 CAR-452 CAR-460 CAR-461 CAR-500`
  .trim()
  .split(/\s+/u);
const unknown = carrierWords("SMS-CAR-999").replace("CAR-999", "");

describe("a carrier's verdict", () => {
  for (const code of documented) {
    test(`${code} is told in words of its own, with the code in brackets`, () => {
      const words = carrierWords(`SMS-${code}`);
      expect(words).toContain(`(${code}).`);
      expect(words.replace(code, "")).not.toBe(unknown);
    });
  }

  test("that nobody documented is still told, with its code", () => {
    expect(carrierWords("SMS-CAR-999")).toBe("the carrier did not deliver it (CAR-999). Send it again later.");
  });

  test("without a code says so", () => {
    expect(carrierWords(undefined)).toBe("the carrier did not deliver it and gave no reason. Send it again later.");
  });
});
