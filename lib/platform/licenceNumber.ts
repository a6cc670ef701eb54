import { crockfordCheck, randomCrockford } from "./crockford.ts";

/** What every number begins with. */
export const prefix = "SND";
/** Random characters of a number, before its check character. */
export const bodyLength = 10;

/** A fresh number of 50 random bits and its check character, without hyphens. */
export function newNumber(): string {
  const body = randomCrockford(bodyLength);
  return prefix + body + crockfordCheck(body);
}

/** `count` fresh numbers, all different. */
export function newNumbers(count: number): string[] {
  const numbers = new Set<string>();
  while (numbers.size < count) numbers.add(newNumber());
  return [...numbers];
}
