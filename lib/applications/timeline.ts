import { z } from "zod";
import type { ApplicationState } from "../platform/db/generated/enums.ts";
import { dueAfter, workingDaysAfter } from "../platform/workingDays.ts";
import { lastInstant } from "../programmes/rules.ts";
import { daysOf } from "../programmes/stepDays.ts";
import { type Clocked, clockSince } from "./clock.ts";
import { type ApplicationEventKind, applicationEventKinds } from "./events.ts";

/**
 * A step that is under way or still to come; each has a sentence under `applications.timeline`, and one for the desk under
 * `applications.desk.timeline`.
 */
export type Step =
  | "complete"
  | "await"
  | "review"
  | "reply"
  | "decide"
  | "hear"
  | "write"
  | "handOut"
  | "wait"
  | "offer"
  | "answer"
  | "appeal";

/** A line of the timeline: what has happened, what happens now, what comes next and by when. */
export type TimelineItem =
  | { state: "done"; event: ApplicationEventKind; at: Date; id: string; data: Record<string, unknown> }
  | { state: "now" | "next"; step: Step; by?: Date };

/** What of an application its timeline is made of. */
export type TimelineSubject = {
  state: ApplicationState;
  submittedAt: Date | null;
  phase: { closesAt: Date };
  programme: Clocked["programme"];
  events: readonly { id: string; kind: string; at: Date; data: unknown }[];
  requests: readonly { askedAt: Date; repliedAt: Date | null }[];
};

/**
 * When the applicant hears at the latest: working days from submission, or from an appeal that was upheld, and as many more as the
 * application waited for them since. Undefined before submission.
 */
export function decisionDue(application: Clocked, now: Date): Date | undefined {
  const clock = clockSince(application);
  if (!clock) return undefined;
  const days = daysOf("decision", clock.since, application.programme.stepDays);
  return dueAfter(clock.since, days, clock.pauses, now);
}

/** When the reply to the open request is due, or undefined when none is open. */
export function replyDue({ requests, programme }: Pick<TimelineSubject, "requests" | "programme">): Date | undefined {
  const open = requests.find((request) => request.repliedAt === null);
  return open && workingDaysAfter(open.askedAt, daysOf("reply", open.askedAt, programme.stepDays));
}

/**
 * The timeline as the applicant sees it. A decision that is proposed looks like one that is being prepared: nothing of it
 * shows before its release.
 */
export function timeline(application: TimelineSubject, now: Date): TimelineItem[] {
  const done = application.events.flatMap((event): TimelineItem[] => {
    const kind = applicationEventKinds.find((known) => known === event.kind);
    const data = typeof event.data === "object" && event.data !== null ? (event.data as Record<string, unknown>) : {};
    return kind ? [{ state: "done", event: kind, at: event.at, id: event.id, data }] : [];
  });
  const due = decisionDue(application, now);
  const hear = due ? { step: "hear" as const, by: due } : { step: "hear" as const };
  return [...done, ...ahead(application, hear)];
}

function ahead(application: TimelineSubject, hear: { step: Step; by?: Date }): TimelineItem[] {
  const steps = (now: { step: Step; by?: Date }, ...next: { step: Step; by?: Date }[]): TimelineItem[] => [
    { state: "now", ...now },
    ...next.map((step) => ({ state: "next" as const, ...step })),
  ];
  const isActive = application.events.some((event) => event.kind === "licencesActive");
  switch (application.state) {
    case "DRAFT":
      return steps({ step: "complete", by: lastInstant(application.phase) }, { step: "review" }, hear);
    case "SUBMITTED":
      return steps({ step: "await" }, { step: "review" }, hear);
    case "IN_REVIEW":
      return steps({ step: "review" }, { step: "decide" }, hear);
    case "INFORMATION_REQUESTED": {
      const by = replyDue(application);
      return steps({ step: "reply", ...(by && { by }) }, { step: "review" }, hear);
    }
    case "REVIEWED":
    case "PROPOSED":
      return steps({ step: "decide" }, hear);
    case "WAITLISTED": {
      const until = offeredUntil(application.events);
      return until
        ? steps({ step: "answer", by: until }, { step: "decide" }, { step: "hear" })
        : steps({ step: "wait" }, { step: "offer" });
    }
    case "AWARDED":
      return isActive ? steps({ step: "handOut" }) : steps({ step: "write" }, { step: "handOut" });
    case "DECLINED": {
      const appeal = application.events.findLast(({ kind }) => kind.startsWith("appeal"));
      return appeal?.kind === "appealed" ? steps({ step: "appeal" }, { step: "hear" }) : [];
    }
    case "WITHDRAWN":
      return [];
  }
}

/** Until when the places can be answered that were offered last; nothing when they were, or time ran out. */
function offeredUntil(events: TimelineSubject["events"]): Date | undefined {
  const last = events.findLast(({ kind }) => kind.startsWith("places"));
  const { until } = z.object({ until: z.iso.datetime() }).safeParse(last?.data).data ?? {};
  return last?.kind === "placesOffered" && until ? new Date(until) : undefined;
}
