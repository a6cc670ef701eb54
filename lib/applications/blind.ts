import type { Institution } from "../platform/db/generated/client.ts";
import type { Answers } from "./schema.ts";

type Told = {
  institutionId: string;
  institution: Institution;
  createdById: string;
  answers: Answers;
  documents: readonly unknown[];
  isBlind: boolean;
  withheld: number;
};

/**
 * An application as a blind reviewer reads it: without the applicant, the person who wrote it, the contact person, and files, which
 * carry letterheads. What the applicant wrote stays as it is.
 */
export function withoutApplicant<View extends Told>(view: View): View {
  const { supportName: _name, supportEmail: _email, ...answers } = view.answers;
  return {
    ...view,
    ...{ institutionId: "", institution: unnamed(view.institution), createdById: "", answers, documents: [] },
    ...{ isBlind: true, withheld: view.documents.length },
  };
}

/** What is left: kind and sector, which the criteria are read by. Every column is named, so that a new one is thought about. */
function unnamed({ kind, sector, state, version, demonstration, createdAt }: Institution): Institution {
  return {
    ...{ kind, sector, state, version, demonstration, createdAt },
    ...{ id: "", name: "", nameUr: null, searchName: "", directoryEntryId: null, districtCode: null },
    ...{ domain: null, website: null, identifiers: {}, identifierKeys: [], domainMatch: "NONE" },
    ...{ focalName: null, focalTitle: null, focalPhone: null, mergedIntoId: null },
    ...{ termsVersion: null, termsAcceptedAt: null, termsAcceptedById: null, besideReason: null },
    ...{
      submittedAt: null,
      dueAt: null,
      verifiedAt: null,
      touchedAt: null,
      remindedAt: null,
      reportedAt: null,
      reportAskedAt: null,
    },
  };
}
