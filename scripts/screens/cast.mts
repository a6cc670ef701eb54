import type { Participant } from "../scenario/plan.mts";
import { participants } from "../scenario/plan.mts";

/** How far an institution comes before its pages are looked at. */
export type Goal =
  | "draft"
  | "returned"
  | "submitted"
  | "to be refused"
  | "refused"
  | "drafting"
  | "applied"
  | "in review"
  | "blind"
  | "asked"
  | "candidate"
  | "in a draft"
  | "proposed"
  | "proposed to be declined"
  | "approved"
  | "awarded"
  | "declined"
  | "waiting"
  | "offered"
  | "appealed"
  | "withdrawn";

/** Somebody of the cast: a participant of the scenario's kind, where it stands, and what it is called in Urdu, if it says so. */
export type Role = Participant & { goal: Goal; nameUr?: string; seats: number };

/** Universities of the directory, which are verified by one administrator; none of those that the journeys register. */
const universities: readonly { goal: Goal; typed: string; nameUr?: string; seats: number }[] = [
  { goal: "drafting", typed: "University of Peshawar", nameUr: "جامعہ پشاور", seats: 4 },
  { goal: "in review", typed: "Quaid-i-Azam University", nameUr: "جامعہ قائداعظم", seats: 6 },
  { goal: "proposed", typed: "University of Balochistan", nameUr: "جامعہ بلوچستان", seats: 12 },
  {
    goal: "awarded",
    typed: "University of Engineering and Technology",
    nameUr: "جامعہ انجینئرنگ و ٹیکنالوجی",
    seats: 9,
  },
];

const madeUp: readonly (Pick<Participant, "kind" | "sector" | "name"> & Pick<Role, "goal" | "nameUr" | "seats">)[] = [
  {
    goal: "draft",
    kind: "STARTUP",
    sector: "STARTUPS",
    name: "Demo startup Chinar",
    nameUr: "مثالی اسٹارٹ اپ چنار",
    seats: 1,
  },
  { goal: "returned", kind: "COMPANY", sector: "PRIVATE", name: "Demo company Ravi", seats: 1 },
  {
    goal: "submitted",
    kind: "PROVINCIAL_DEPARTMENT",
    sector: "GOVERNMENT",
    name: "Demo department of irrigation",
    nameUr: "مثالی محکمۂ آب پاشی",
    seats: 1,
  },
  {
    goal: "to be refused",
    kind: "COMPANY",
    sector: "PRIVATE",
    name: "Demo company Hunza",
    nameUr: "مثالی کمپنی ہنزہ",
    seats: 1,
  },
  {
    goal: "refused",
    kind: "STARTUP",
    sector: "STARTUPS",
    name: "Demo startup Swat",
    nameUr: "مثالی اسٹارٹ اپ سوات",
    seats: 1,
  },
  {
    goal: "applied",
    kind: "FEDERAL_DEPARTMENT",
    sector: "GOVERNMENT",
    name: "Demo department of records",
    nameUr: "مثالی محکمۂ دستاویزات",
    seats: 5,
  },
  {
    goal: "asked",
    kind: "STARTUP",
    sector: "STARTUPS",
    name: "Demo startup Markhor",
    nameUr: "مثالی اسٹارٹ اپ مارخور",
    seats: 2,
  },
  {
    goal: "blind",
    kind: "STARTUP",
    sector: "STARTUPS",
    name: "Demo startup Kaghan",
    nameUr: "مثالی اسٹارٹ اپ کاغان",
    seats: 3,
  },
  { goal: "candidate", kind: "STARTUP", sector: "STARTUPS", name: "Demo startup Deodar", seats: 3 },
  {
    goal: "appealed",
    kind: "STARTUP",
    sector: "STARTUPS",
    name: "Demo startup Neelum",
    nameUr: "مثالی اسٹارٹ اپ نیلم",
    seats: 2,
  },
  {
    goal: "waiting",
    kind: "STARTUP",
    sector: "STARTUPS",
    name: "Demo startup Sukkur",
    nameUr: "مثالی اسٹارٹ اپ سکھر",
    seats: 6,
  },
  {
    goal: "offered",
    kind: "FEDERAL_DEPARTMENT",
    sector: "GOVERNMENT",
    name: "Demo department of railways",
    nameUr: "مثالی محکمۂ ریلوے",
    seats: 4,
  },
  {
    goal: "in a draft",
    kind: "COMPANY",
    sector: "PRIVATE",
    name: "Demo company Jhelum",
    nameUr: "مثالی کمپنی جہلم",
    seats: 4,
  },
  { goal: "proposed to be declined", kind: "STARTUP", sector: "STARTUPS", name: "Demo startup Bulbul", seats: 2 },
  {
    goal: "approved",
    kind: "COMPANY",
    sector: "PRIVATE",
    name: "Demo company Chenab",
    nameUr: "مثالی کمپنی چناب",
    seats: 2,
  },
  {
    goal: "declined",
    kind: "STARTUP",
    sector: "STARTUPS",
    name: "Demo startup Saffron",
    nameUr: "مثالی اسٹارٹ اپ زعفران",
    seats: 2,
  },
  {
    goal: "withdrawn",
    kind: "COMPANY",
    sector: "PRIVATE",
    name: "Demo company Indus",
    nameUr: "مثالی کمپنی سندھ",
    seats: 2,
  },
];

/** Everybody whose pages are looked at: an institution in each state that a page shows. */
export function cast(): Role[] {
  const listed = participants();
  const known = universities.map(({ typed, ...role }): Role => {
    const found = listed.find(({ name, isInDirectory }) => isInDirectory && name.startsWith(typed));
    if (!found) throw new Error(`the directory has no ${typed}`);
    return { ...found, ...role };
  });
  const districtCode = known[0]?.districtCode ?? "";
  return [
    ...known,
    ...madeUp.map(
      (role): Role => ({
        ...role,
        email: `focal@${role.name.toLowerCase().split(" ").at(-1)}.example`,
        districtCode,
        isInDirectory: false,
      }),
    ),
  ];
}
