/**
 * What happens to an application, as its timeline tells it. Each kind has a sentence in messages under
 * `applications.events.<kind>`; `data` fills the sentence.
 */
export const applicationEventKinds = [
  "started",
  "submitted",
  "reviewStarted",
  "informationRequested",
  "informationGiven",
  "reviewed",
  "waitlisted",
  "placesOffered",
  "placesAccepted",
  "placesDeclined",
  "placesLapsed",
  "waitlistClosed",
  "awarded",
  "declined",
  "licencesActive",
  "appealed",
  "appealUpheld",
  "appealDismissed",
  "withdrawn",
] as const;

/** A kind of event. */
export type ApplicationEventKind = (typeof applicationEventKinds)[number];
