import { createHash } from "node:crypto";
import { uploadDocument } from "../../lib/documents/commands.ts";
import {
  registerInstitution,
  returnInstitution,
  saveContact,
  saveParticulars,
  submitInstitution,
  verifyInstitution,
} from "../../lib/institutions/commands.ts";
import { directory } from "../../lib/institutions/directory.ts";
import { findInstitution, myInstitutions } from "../../lib/institutions/queries.ts";
import { documentsExpected } from "../../lib/institutions/rules.ts";
import { currentTerms } from "../../lib/institutions/terms.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { must } from "./must.mts";
import { again, byCode } from "./people.mts";
import type { Participant } from "./plan.mts";

/** A participant with its focal person and institution. */
export type Member = Participant & { person: Person; institutionId: string };

/** Registers the participant up to its first submission, from wherever an earlier run left it. */
export async function register(participant: Participant): Promise<Member> {
  let person = await byCode(participant.email);
  const { name, kind } = participant;
  const own = async () => (await myInstitutions(person)).find((institution) => institution.name === name);
  let mine = await own();
  if (!mine) {
    must(
      await registerInstitution(person, { name, kind, directoryEntryId: await directoryEntry(participant) }),
      `registration of ${name}`,
    );
    person = await again(person);
    mine = await own();
  }
  if (!mine) throw new Error(`${name} is not among its own registrant's institutions`);
  const institutionId = mine.id;
  if (mine.state === "DRAFT") await complete(participant, person, institutionId);
  return { ...participant, person, institutionId };
}

/** Has the registration sent back for a document that cannot be read, unless that has happened before. */
export async function sendBack(member: Member, administrator: Person): Promise<void> {
  const institution = await findInstitution(administrator, member.institutionId);
  if (institution?.state !== "SUBMITTED" || institution.checks.some(({ verified }) => !verified)) return;
  const { id: institutionId, version } = institution;
  const note = "Demonstration: the stamp cannot be read. Please send a scan of the original.";
  const finding = { institutionId, version, reasons: ["documentUnreadable"], note };
  must(await returnInstitution(administrator, finding), `return of ${member.name}`);
}

/** Registers what was sent back once more, with documents anew. */
export async function handInAgain(member: Member): Promise<void> {
  const institution = await findInstitution(member.person, member.institutionId);
  if (institution?.state === "RETURNED") await complete(member, member.person, member.institutionId);
}

/** How each kind is registered; the numbers come from the name, so that no two are alike. */
const answers: Record<Participant["kind"], (participant: Participant) => Record<string, string>> = {
  UNIVERSITY: ({ name }) => ({ hecListing: "no", charterLaw: `${name} Act, 2020 (demonstration)` }),
  STARTUP: ({ name }) => ({
    backing: "INCUBATOR",
    incubator: "Demo incubator",
    incubatorContact: `Demo mentor of ${name}, mentor@incubator.example`,
  }),
  FEDERAL_DEPARTMENT: () => ({ headName: "Demo secretary", headTitle: "Secretary" }),
  PROVINCIAL_DEPARTMENT: () => ({ headName: "Demo secretary", headTitle: "Secretary" }),
  COMPANY: ({ name }) => ({ cuin: sevenDigits(`CUIN ${name}`), ntn: `${sevenDigits(`NTN ${name}`)}-1` }),
};

function sevenDigits(text: string): string {
  const number = createHash("sha256").update(text).digest().readUInt32BE(0) % 10_000_000;
  return String(number).padStart(7, "0");
}

/** Fills a registration that is open, and hands it in. */
export async function complete(participant: Participant, person: Person, institutionId: string): Promise<void> {
  const { name } = participant;
  const version = async () => {
    const now = await findInstitution(person, institutionId);
    if (!now) throw new Error(`${name} cannot be read by its registrant`);
    return now.version;
  };
  const contact = {
    institutionId,
    version: await version(),
    districtCode: participant.districtCode,
    focalName: "Demo focal person",
    focalTitle: "Focal person (demonstration)",
    focalPhone: "+92 300 0000000",
  };
  must(await saveContact(person, contact), `contact of ${name}`);
  const particulars = answers[participant.kind];
  if (!participant.isInDirectory)
    must(
      await saveParticulars(person, {
        ...{ institutionId, version: await version(), kind: participant.kind },
        ...particulars(participant),
      }),
      `particulars of ${name}`,
    );
  const institution = await findInstitution(person, institutionId);
  if (!institution) throw new Error(`${name} cannot be read by its registrant`);
  for (const { purpose } of documentsExpected(institution).filter((document) => document.required)) {
    const file = {
      institutionId,
      purpose,
      fileName: `${purpose}.pdf`,
      bytes: letter(`${name}: ${purpose} (demonstration)${institution.state === "RETURNED" ? ", the original" : ""}`),
    };
    must(await uploadDocument(person, file), `${purpose} of ${name}`);
  }
  const terms = { institutionId, version: await version(), termsVersion: currentTerms().version, accepted: "yes" };
  must(await submitInstitution(person, terms), `submission of ${name}`);
}

/** Has the institution verified: by one administrator where a directory knows it, by both otherwise. */
export async function verify(member: Member, administrators: readonly Person[]): Promise<void> {
  for (const administrator of administrators) {
    const institution = await findInstitution(administrator, member.institutionId);
    if (institution?.state !== "SUBMITTED") return;
    if (
      institution.checks.some((check) => check.officerId === administrator.userId && check.round === institution.round)
    )
      continue;
    const { id: institutionId, version } = institution;
    must(await verifyInstitution(administrator, { institutionId, version }), `verification of ${member.name}`);
  }
}

async function directoryEntry(participant: Participant): Promise<string> {
  if (!participant.isInDirectory) return "none";
  const found = (await directory(participant.name)).find((line) => line.name === participant.name);
  if (!found) throw new Error(`the directory does not find ${participant.name}`);
  return found.id;
}

/** A page in PDF with one line of text: the smallest that a reader opens. */
export function letter(text: string): Uint8Array {
  const content = `BT /F1 14 Tf 60 760 Td (${text.replace(/[^ -~]/g, "?").replace(/[()\\]/g, "")}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}
