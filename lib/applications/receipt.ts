import { crockfordCheck, randomCrockford, readCrockford } from "../platform/crockford.ts";

const bodyLength = 5;

/** A fresh receipt number, `APP-XXXXX-C`: 25 random bits and a check character. */
export function newReceipt(): string {
  const body = randomCrockford(bodyLength);
  return `APP-${body}-${crockfordCheck(body)}`;
}

/** The receipt number in what somebody typed, written the one way, or undefined when it is none or its check character is wrong. */
export function parseReceipt(typed: string): string | undefined {
  if (typed.length > 60) return undefined;
  const match = /^APP([0-9A-HJKMNP-TV-Z]{5})([0-9A-HJKMNP-TV-Z])$/.exec(readCrockford(typed));
  const [, body, check] = match ?? [];
  return body && check && crockfordCheck(body) === check ? `APP-${body}-${check}` : undefined;
}
