import { randomUUID } from "node:crypto";
import type { Person } from "../../platform/auth/actor.ts";
import type { Db } from "../../platform/db/client.ts";
import type { Result } from "../../platform/errors/result.ts";
import { again, person } from "../../platform/testing/persons.ts";
import { registerInstitution, saveContact, saveParticulars, submitInstitution } from "../commands.ts";
import { searchable } from "../search.ts";
import { currentTerms } from "../terms.ts";

/** Contact details that are complete; the district is one that `registrations` loads. */
export const contact = {
  districtCode: "PK504",
  focalName: "Ayesha Khan",
  focalTitle: "Director",
  focalPhone: "0300 1234567",
};

/** How a university that no directory lists is registered. */
const ownCharter = { kind: "UNIVERSITY", hecListing: "no", charterLaw: "College Act, 2020" };

/** The terms in force, accepted. */
export const accepted = { termsVersion: currentTerms().version, accepted: "yes" };

/** Makes registrations in a test's database, through the commands. Loads two districts first. */
export async function registrations(db: Db) {
  await db.district.createMany({
    data: [
      ["PK504", "Batagram", "بٹگرام"],
      ["PK510", "Peshawar", "پشاور"],
    ].map(([code = "", nameEn = "", nameUr = ""]) => ({
      code,
      provinceIso: "PK-KP",
      provinceEn: "Khyber Pakhtunkhwa",
      provinceUr: "خیبر پختونخوا",
      nameEn,
      nameUr,
      latitude: 34,
      longitude: 73,
    })),
  });

  let entries = 0;
  /** A university of the directory. */
  async function entry(name = `University of Testing ${++entries}`, domains = [`uni${entries}.edu.pk`]) {
    return db.directoryEntry.create({
      data: { name, searchName: searchable(name), domains, weakEmailDomains: [], hecListed: true, sources: [] },
    });
  }

  const stateOf = (id: string) => db.institution.findUniqueOrThrow({ where: { id } });

  /** A registration that is ready to be handed in; `known` ties it to a directory entry. */
  async function ready(registrant: Person, known = true): Promise<{ owner: Person; id: string; version: number }> {
    const name = known ? (await entry()).name : `College ${randomUUID()}`;
    const { institutionId: id } = succeeded(await registerInstitution(registrant, { kind: "UNIVERSITY", name }));
    const owner = await again(db, registrant);
    let { version } = succeeded(await saveContact(owner, { institutionId: id, version: 0, ...contact }));
    if (!known) ({ version } = succeeded(await saveParticulars(owner, { institutionId: id, version, ...ownCharter })));
    await db.document.createMany({
      data: ["authorisation", "charter"].map((purpose) => ({
        institutionId: id,
        purpose,
        fileName: "a.pdf",
        mediaType: "application/pdf",
        size: 1,
        sha256: new Uint8Array(32),
        uploadedById: owner.userId,
      })),
    });
    return { owner, id, version };
  }

  /** A registration that waits for officers. */
  async function submitted(known = true) {
    const { owner, id, version } = await ready(await person(db), known);
    succeeded(await submitInstitution(owner, { institutionId: id, version, ...accepted }));
    return { owner, id, version: version + 1 };
  }

  return { entry, ready, stateOf, submitted };
}

function succeeded<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
