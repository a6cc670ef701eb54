import { expect, test } from "vitest";
import { isSpeltAlike } from "./spelling.ts";

test.each([
  ["Quaid-i-Azam University", "Quaid e Azam Univeristy"],
  ["University of Gujrat", "Gujarat University"],
  ["Kiran Labs (Private) Limited", "KIRAN LABS PVT LTD"],
  ["Khyber Software", "Khyber Softwrae"],
  ["Bahawal Pur Museum", "Bahawalpur Museum"],
  ["DataWorks", "Data Works"],
  ["جامعہ پنجاب", "یونیورسٹی پنجاب"],
])("%s is spelt like %s", (one, other) => {
  expect(isSpeltAlike(one, other)).toBe(true);
  expect(isSpeltAlike(other, one)).toBe(true);
});

test.each([
  ["University of Swat", "University of Swabi"],
  ["University of Engineering", "University of Engineering and Technology"],
  ["Startup 12", "Startup 13"],
  ["Govt College Lahore", "Govt College Sialkot"],
  ["The", "Of"],
  ["", ""],
])("%s is another name than %s", (one, other) => expect(isSpeltAlike(one, other)).toBe(false));
