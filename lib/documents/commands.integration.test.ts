import { createHash, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { findInstitution } from "../institutions/queries.ts";
import { type Action, may } from "../platform/auth/permissions.ts";
import { InstitutionState, MemberRole, Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import { removeDocument, uploadDocument } from "./commands.ts";
import { findDocument } from "./queries.ts";
import { documentsOfInstitution, largestDocument } from "./rules.ts";
import { jpeg, pdf, png } from "./testing/samples.ts";

const { db } = await testDatabase();

const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

async function institution(state: InstitutionState = "DRAFT") {
  const data = { kind: "STARTUP", sector: "STARTUPS", name: "Kiran Labs", searchName: "kiran labs" } as const;
  const mergedIntoId = state === "MERGED" ? (await db.institution.create({ data })).id : null;
  const { id } = await db.institution.create({ data: { ...data, state, mergedIntoId } });
  return { id, owner: await person(db, { member: { [id]: "OWNER" } }) };
}

const file = (institutionId: string, bytes: Uint8Array = pdf(), more: object = {}) => ({
  institutionId,
  purpose: "authorisation",
  fileName: "letter.pdf",
  bytes,
  ...more,
});

const standing = (institutionId: string) => db.document.findMany({ where: { institutionId, removedAt: null } });

describe("who may", () => {
  const holders = [
    ...Object.values(Role).map((role) => ({ name: role, roles: [role], member: undefined })),
    ...Object.values(MemberRole).map((role) => ({ name: `member ${role}`, roles: [], member: role })),
    { name: "stranger", roles: [], member: undefined },
  ];
  test.each(holders)("$name uploads, removes and reads as the table says", async ({ roles, member }) => {
    const { id, owner } = await institution();
    const uploaded = await uploadDocument(owner, file(id));
    const documentId = uploaded.ok ? uploaded.value.documentId : "";
    const actor = await person(db, { roles, ...(member && { member: { [id]: member } }) });
    const expected = (action: Action) =>
      may(actor, action, { institutionId: id })
        ? "ok"
        : may(actor, "documents.read", { institutionId: id })
          ? "notAllowed"
          : "notFound";
    await db.institution.update({ where: { id }, data: { state: "RETURNED" } });
    const isReader = may(actor, "documents.read", { institutionId: id }) && !roles.includes("REVIEWER" as never);
    expect((await findDocument(actor, documentId)) !== null).toBe(isReader);
    expect(code(await uploadDocument(actor, file(id, png())))).toBe(expected("documents.upload"));
    expect(code(await removeDocument(actor, { documentId }))).toBe(expected("documents.remove"));
  });

  test("a document of others and one that is not there look the same", async () => {
    const { id, owner } = await institution();
    const uploaded = await uploadDocument(owner, file(id));
    const stranger = await person(db);
    const documentId = uploaded.ok ? uploaded.value.documentId : "";
    expect(await removeDocument(stranger, { documentId })).toEqual(
      await removeDocument(stranger, { documentId: randomUUID() }),
    );
    expect(await findDocument(stranger, documentId)).toBeNull();
    expect(await findDocument(null, documentId)).toBeNull();
  });

  test("a reviewer reads those of applicants whom they were asked to review", async () => {
    const { id, owner } = await institution();
    const uploaded = await uploadDocument(owner, file(id));
    const documentId = uploaded.ok ? uploaded.value.documentId : "";
    await db.institution.update({ where: { id }, data: { state: "VERIFIED" } });
    const [asked, other] = [await person(db, { roles: ["REVIEWER"] }), await person(db, { roles: ["REVIEWER"] })];
    await reviewOf(id, asked.userId);
    expect(await findDocument(asked, documentId)).not.toBeNull();
    expect(await findDocument(other, documentId)).toBeNull();
    expect((await findInstitution(asked, id))?.id).toBe(id);
    expect(await findInstitution(other, id)).toBeNull();
  });

  test("officials see nothing of a draft", async () => {
    const { id, owner } = await institution();
    const uploaded = await uploadDocument(owner, file(id));
    const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
    const documentId = uploaded.ok ? uploaded.value.documentId : "";
    expect(await findDocument(administrator, documentId)).toBeNull();
    expect(await findDocument(owner, documentId)).not.toBeNull();
  });
});

describe("uploadDocument", () => {
  test("keeps the bytes, their hash, and the type that the content shows", async () => {
    const { id, owner } = await institution();
    const result = await uploadDocument(owner, file(id, jpeg(), { fileName: "../scan.exe" }));
    const found = await findDocument(owner, result.ok ? result.value.documentId : "");
    expect(found).toMatchObject({ fileName: "scan.exe.jpg", mediaType: "image/jpeg", size: jpeg().length });
    expect(Buffer.from(found?.bytes ?? [])).toEqual(Buffer.from(jpeg()));
    const [row] = await standing(id);
    expect(Buffer.from(row?.sha256 ?? [])).toEqual(createHash("sha256").update(jpeg()).digest());
  });

  test.each([
    ["an empty file", () => new Uint8Array(), "fileEmpty"],
    [
      "a page of HTML under the name of a PDF",
      () => new Uint8Array(Buffer.from("<script>1</script>")),
      "fileTypeRefused",
    ],
    ["one byte more than 10 MiB", () => padded(largestDocument + 1), "fileTooLarge"],
  ])("refuses %s", async (_, bytes, expected) => {
    const { id, owner } = await institution();
    expect(code(await uploadDocument(owner, file(id, bytes())))).toBe(expected);
    expect(await standing(id)).toEqual([]);
  });

  test("takes exactly 10 MiB", async () => {
    const { id, owner } = await institution();
    expect(code(await uploadDocument(owner, file(id, padded(largestDocument))))).toBe("ok");
  });

  test("refuses unknown purposes and keys", async () => {
    const { id, owner } = await institution();
    expect(code(await uploadDocument(owner, file(id, pdf(), { purpose: "decoration" })))).toBe("invalidInput");
    expect(code(await uploadDocument(owner, file(id, pdf(), { mediaType: "application/pdf" })))).toBe("invalidInput");
    expect(code(await uploadDocument(owner, { ...file(id), bytes: "text" }))).toBe("invalidInput");
  });

  test("the same upload again, at once or later, is kept once", async () => {
    const { id, owner } = await institution();
    const results = await Promise.all([1, 2, 3].map(() => uploadDocument(owner, file(id))));
    expect(new Set(results.map((result) => (result.ok ? result.value.documentId : result.error.code))).size).toBe(1);
    expect(await standing(id)).toHaveLength(1);
  });

  test("never more than the limit, even at once", async () => {
    const { id, owner } = await institution();
    const results = await Promise.all(
      Array.from({ length: documentsOfInstitution + 5 }, (_, index) =>
        uploadDocument(owner, file(id, pdf(`${index}`))),
      ),
    );
    expect(results.map(code).filter((one) => one === "tooManyDocuments")).toHaveLength(5);
    expect(await standing(id)).toHaveLength(documentsOfInstitution);
  });

  test.each(Object.values(InstitutionState))(
    "beside an institution that is %s: only while it may be edited",
    async (state) => {
      const { id, owner } = await institution(state);
      const expected = state === "DRAFT" || state === "RETURNED" ? "ok" : "wrongState";
      expect(code(await uploadDocument(owner, file(id)))).toBe(expected);
    },
  );
});

describe("removeDocument", () => {
  test("takes the bytes away, once, and keeps that it was there", async () => {
    const { id, owner } = await institution();
    const uploaded = await uploadDocument(owner, file(id));
    const documentId = uploaded.ok ? uploaded.value.documentId : "";
    const results = await Promise.all([1, 2].map(() => removeDocument(owner, { documentId })));
    expect(results.map(code).sort()).toEqual(["alreadyDone", "ok"]);
    expect(await db.documentContent.count({ where: { documentId } })).toBe(0);
    expect(await db.document.findUnique({ where: { id: documentId } })).toMatchObject({ removedAt: expect.any(Date) });
    expect(await findDocument(owner, documentId)).toBeNull();
  });

  test("what an officer has before them stays", async () => {
    const { id, owner } = await institution();
    const uploaded = await uploadDocument(owner, file(id));
    await db.institution.update({ where: { id }, data: { state: "SUBMITTED" } });
    const documentId = uploaded.ok ? uploaded.value.documentId : "";
    expect(code(await removeDocument(owner, { documentId }))).toBe("wrongState");
    expect(await standing(id)).toHaveLength(1);
  });
});

/** An application of the institution that `reviewerId` was asked to review. */
async function reviewOf(institutionId: string, reviewerId: string): Promise<void> {
  const phase = {
    code: "P1",
    nameEn: "Phase",
    nameUr: "مرحلہ",
    opensAt: new Date("2020-01-01"),
    closesAt: new Date("2100-01-01"),
  };
  const programme = await db.programme.create({
    data: { code: "X", nameEn: "X", nameUr: "X", places: 1, validDays: 1, phases: { create: phase } },
    include: { phases: true },
  });
  await db.application.create({
    data: {
      institutionId,
      programmeId: programme.id,
      phaseId: programme.phases[0]?.id ?? "",
      createdById: reviewerId,
      reviews: { create: { reviewerId } },
    },
  });
}

/** A valid PDF of exactly `size` bytes. */
function padded(size: number): Uint8Array {
  const [start, end] = [pdf().subarray(0, 9), pdf().subarray(9)];
  return new Uint8Array(Buffer.concat([start, Buffer.alloc(size - start.length - end.length, 0x20), end]));
}
