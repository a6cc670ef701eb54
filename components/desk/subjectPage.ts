import type { Actor } from "@/lib/platform/auth/actor";
import { deskPlaces } from "./places";

const pages = {
  institution: "institutions",
  application: "applications",
  review: "reviews",
  rubric: "rubrics",
  batch: "batches",
  appeal: "appeals",
  programme: "programmes",
  licence: "licences",
  outcomeEntry: "outcomes",
  user: "people",
  messengerBatch: "messenger",
} as const;

/** The page of what an event of the audit trail is about, where the desk has one that the reader may open. */
export function subjectPage(actor: Actor, { kind, id }: { kind: string; id: string }): string | undefined {
  const place = Object.entries(pages).find(([known]) => known === kind)?.[1];
  return place && deskPlaces(actor).includes(place) ? `/desk/${place}/${id}` : undefined;
}
