import type { Actor } from "@/lib/platform/auth/actor";
import { type Action, mayEver } from "@/lib/platform/auth/permissions";

/** The places of the desk in the order of the work; each has its words under `desk.places`. */
const places = [
  { key: "institutions", action: "institutions.readQueue" },
  { key: "applications", action: "applications.readQueue" },
  { key: "reviews", action: "reviews.submit" },
  { key: "late", action: "reviews.reassign" },
  { key: "rubrics", action: "reviews.readRubrics" },
  { key: "batches", action: "batches.read" },
  { key: "waitlist", action: "batches.read" },
  { key: "appeals", action: "appeals.read" },
  { key: "programmes", action: "programmes.readQuotas" },
  { key: "licences", action: "licences.read" },
  { key: "outcomes", action: "outcomes.readQueue" },
  { key: "messenger", action: "messenger.read" },
  { key: "people", action: "people.read" },
  { key: "chain", action: "chain.read" },
  { key: "governance", action: "governance.read" },
  { key: "mail", action: "notifications.readMail" },
  { key: "reports", action: "reports.read" },
  { key: "audit", action: "audit.read" },
  { key: "office", action: "people.readOwnOffice" },
] as const satisfies readonly { key: string; action: Action }[];

/** A place of the desk. */
export type DeskPlace = (typeof places)[number]["key"];

/** Which places of the desk an official may open, by the table of permissions. Nothing for anybody else. */
export function deskPlaces(actor: Actor): DeskPlace[] {
  if (!mayEver(actor, "desk.open")) return [];
  return places.filter(({ action }) => mayEver(actor, action)).map(({ key }) => key);
}
