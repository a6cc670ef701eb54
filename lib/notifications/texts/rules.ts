import { westernDigits } from "../../platform/numerals.ts";
import type { MailKey } from "../steps.ts";

/** Of what somebody can choose to hear by text message, and the letters of each kind: few, and each worth a look at the portal. */
const letters = {
  decision: [
    "applicationAwarded",
    "applicationDeclined",
    "applicationWaitlisted",
    "placesOffered",
    "appealWaits",
    "appealUpheld",
    "appealDismissed",
  ],
  question: ["informationRequested"],
  seat: ["seatOffered", "seatReminder"],
  ending: ["licencesEnding", "seatEnding"],
} as const satisfies Record<string, readonly MailKey[]>;

/** A kind of notice that also comes by text message to whoever chose it. */
export type TextKind = keyof typeof letters;

/** The kinds, in the order in which people see them. */
export const textKinds = Object.keys(letters) as TextKind[];

/** The kind of text message that a letter is announced by; none for most. */
export function textKindOf(letter: MailKey): TextKind | undefined {
  return textKinds.find((kind) => (letters[kind] as readonly MailKey[]).includes(letter));
}

/**
 * A mobile number as +923001234567, from what people type (03xx, 3xx, 0092, +92, spaces, hyphens, Urdu digits); one of another country
 * as + and its digits, where it was typed with + or 00. Undefined when it is none: a landline of Pakistan gets no text messages.
 */
export function normalMobile(typed: string): string | undefined {
  const digits = westernDigits(typed).replace(/[\s()\-.\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  const national = /^(?:(?:\+|00)?92)?0?(3\d{9})$/.exec(digits)?.[1];
  if (national) return `+92${national}`;
  const abroad = /^(?:\+|00)([1-9]\d{6,14})$/.exec(digits)?.[1];
  return abroad && !abroad.startsWith("92") ? `+${abroad}` : undefined;
}

/** Is a normal number one of another country? */
export function isAbroad(number: string): boolean {
  return !number.startsWith("+92");
}

/** A number for everybody but its person: enough to tell two apart, not to call one. */
export function maskedNumber(number: string): string {
  return `${number.slice(0, 3)}${"•".repeat(Math.max(0, number.length - 6))}${number.slice(-3)}`;
}

/** At most this many codes to one person, and to one number, in a quarter of an hour and in a day: each costs money. */
export const codeLimits = [
  { most: 3, minutes: 15 },
  { most: 10, minutes: 24 * 60 },
] as const;

/** Hours in Pakistan between which no phone rings: what was written then is sent in the morning. A code never waits. */
export const quietHours = { from: 21, to: 8 } as const;

const HOUR = 3_600_000;
/** Pakistan keeps UTC+5 all year. */
const PAKISTAN = 5 * HOUR;

/** The end of the quiet hours that `now` is in; undefined outside of them. */
export function quietUntil(now: Date): Date | undefined {
  const local = now.getTime() + PAKISTAN;
  const day = Math.floor(local / (24 * HOUR)) * 24 * HOUR;
  const hour = (local - day) / HOUR;
  if (hour >= quietHours.to && hour < quietHours.from) return undefined;
  const morning = day + quietHours.to * HOUR + (hour >= quietHours.from ? 24 * HOUR : 0);
  return new Date(morning - PAKISTAN);
}

/** The alphabet that a text message has seven bits for (3GPP TS 23.038, 6.2.1), without its extension. */
const sevenBit = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;

/** Does a text need two bytes for each character? Urdu does; 70 of them make a part instead of 160. */
export function needsUnicode(text: string): boolean {
  return !sevenBit.test(text);
}

/** The parts that a text is sent in, and paid for: joined ones are shorter, since each says which it is. */
export function partsOf(text: string): number {
  const [alone, joined] = needsUnicode(text) ? [70, 67] : [160, 153];
  return text.length <= alone ? 1 : Math.ceil(text.length / joined);
}
