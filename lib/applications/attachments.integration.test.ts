import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { applicationOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { removeDocument } from "../documents/commands.ts";
import { findDocument } from "../documents/queries.ts";
import { largestDocument } from "../documents/rules.ts";
import { pdf, png } from "../documents/testing/samples.ts";
import { findInstitution } from "../institutions/queries.ts";
import type { Person } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { MemberRole, Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import { attachFile, removeAttachment, submitApplication } from "./commands.ts";
import { findApplication } from "./queries.ts";
import { applicationStates } from "./rules.ts";

const { db } = await testDatabase();

const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

let applicationId: string;
let institutionId: string;
let owner: Person;
beforeEach(async () => {
  const application = await applicationOf(db, { sector: "GOVERNMENT", state: "DRAFT" });
  [applicationId, institutionId] = [application.id, application.institutionId];
  await db.application.update({ where: { id: applicationId }, data: { receipt: null, submittedAt: null } });
  owner = await person(db, { member: { [institutionId]: "OWNER" } });
});

const file = (more: object = {}) => ({
  applicationId,
  question: "projects",
  fileName: "plan.pdf",
  bytes: pdf(),
  ...more,
});
const standing = () => db.document.findMany({ where: { applicationId, removedAt: null } });

async function attached(more: object = {}): Promise<string> {
  const result = await attachFile(owner, file(more));
  if (!result.ok) throw new Error(result.error.code);
  return result.value.documentId;
}

describe("attachFile", () => {
  const holders = [
    ...Object.values(Role).map((role) => ({ name: role as string, roles: [role], member: undefined })),
    ...Object.values(MemberRole).map((role) => ({ name: `member ${role}`, roles: [], member: role })),
    { name: "stranger", roles: [], member: undefined },
  ];
  test.each(holders)("$name as the table says", async ({ roles, member }) => {
    const actor = await person(db, { roles, ...(member && { member: { [institutionId]: member } }) });
    const allowed = may(actor, "applications.attach", { institutionId });
    const refusal = may(actor, "applications.read", { institutionId }) ? "notAllowed" : "notFound";
    expect(code(await attachFile(actor, file()))).toBe(allowed ? "ok" : refusal);
    expect(await standing()).toHaveLength(allowed ? 1 : 0);
    const attachmentId = await attached({ bytes: pdf("another") });
    expect(code(await removeAttachment(actor, { attachmentId }))).toBe(allowed ? "ok" : refusal);
  });

  test("keeps a file by what is in it, beside its question, and the same one once", async () => {
    const id = await attached({ fileName: "../plan.exe", bytes: png() });
    expect(await attached({ bytes: png() })).toBe(id);
    expect(await standing()).toMatchObject([
      { id, purpose: "projects", mediaType: "image/png", fileName: "plan.exe.png", institutionId },
    ]);
    expect((await findApplication(owner, applicationId))?.documents.map((one) => one.id)).toEqual([id]);
    // It is the application's, not a document of the registration.
    expect((await findInstitution(owner, institutionId))?.documents).toEqual([]);
    expect(code(await removeDocument(owner, { documentId: id }))).toBe("notFound");
  });

  test.each([
    [{ bytes: new Uint8Array() }, "fileEmpty"],
    [{ bytes: new Uint8Array(largestDocument + 1) }, "fileTooLarge"],
    [{ bytes: new Uint8Array(Buffer.from("MZ program")) }, "fileTypeRefused"],
    [{ question: "purpose" }, "invalidInput"],
    [{ applicationId: randomUUID() }, "notFound"],
  ])("refuses at once what cannot be kept: %#", async (more, expected) => {
    expect(code(await attachFile(owner, file(more)))).toBe(expected);
    expect(await standing()).toEqual([]);
  });

  test("however many come at once, a question takes no more than it may", async () => {
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, at) => attachFile(owner, file({ bytes: pdf(`${at}`) }))),
    );
    expect(results.map(code).filter((one) => one === "ok")).toHaveLength(3);
    expect(results.map(code)).toContain("tooManyDocuments");
    expect(code(await attachFile(owner, file({ question: "readiness" })))).toBe("ok");
  });

  test.each(applicationStates.filter((state) => state !== "DRAFT"))(
    "what is %s keeps its files as they are",
    async (state) => {
      const attachmentId = await attached();
      await db.application.update({ where: { id: applicationId }, data: { state } });
      expect(code(await attachFile(owner, file({ bytes: pdf("late") })))).toBe("wrongState");
      expect(code(await removeAttachment(owner, { attachmentId }))).toBe("wrongState");
      expect(await standing()).toHaveLength(1);
    },
  );
});

describe("removeAttachment", () => {
  test("takes the bytes away, once, and keeps that it was there", async () => {
    const attachmentId = await attached();
    const results = await Promise.all([1, 2].map(() => removeAttachment(owner, { attachmentId })));
    expect(results.map(code).sort()).toEqual(["alreadyDone", "ok"]);
    expect(await db.documentContent.count({ where: { documentId: attachmentId } })).toBe(0);
    expect(await db.document.count({ where: { id: attachmentId } })).toBe(1);
  });

  test("takes nothing of a registration", async () => {
    const evidence = {
      purpose: "other",
      fileName: "a.pdf",
      mediaType: "application/pdf",
      size: 1,
      sha256: Uint8Array.of(1),
    };
    const { id } = await db.document.create({ data: { ...evidence, institutionId, uploadedById: owner.userId } });
    expect(code(await removeAttachment(owner, { attachmentId: id }))).toBe("notFound");
  });
});

test("a department's application is not handed in without the approval, and says so", async () => {
  const words = "To build services that people of the district ask for, and to keep them running.";
  const answers = {
    ...{ purpose: words, builders: words, projects: words, readiness: words, dataSensitivity: "PUBLIC" },
    ...{ supportName: "Bushra", supportEmail: "support@people.example" },
  };
  const { version } = await db.application.update({ where: { id: applicationId }, data: { answers } });
  expect(await submitApplication(owner, { applicationId, version })).toMatchObject({
    error: { code: "incomplete", fields: { "files.readiness": "attachmentMissing" } },
  });
  await attached({ question: "readiness" });
  expect(code(await submitApplication(owner, { applicationId, version }))).toBe("ok");
});

test("an attachment is read by the institution, and by the desk and its reviewers once it was handed in", async () => {
  const id = await attached();
  const reads = async (actor: Person) => (await findDocument(actor, id)) !== null;
  const [administrator, reviewer] = [
    await person(db, { roles: ["ADMINISTRATOR"] }),
    await person(db, { roles: ["REVIEWER"] }),
  ];
  const viewer = await person(db, { member: { [institutionId]: "VIEWER" } });
  const other = await applicationOf(db);
  await db.review.create({ data: { applicationId: other.id, reviewerId: reviewer.userId } });
  expect([await reads(viewer), await reads(administrator), await reads(reviewer)]).toEqual([true, false, false]);
  await db.application.update({
    where: { id: applicationId },
    data: { receipt: `APP-${randomUUID().slice(0, 5)}`, state: "IN_REVIEW" },
  });
  expect([await reads(administrator), await reads(reviewer), await reads(await person(db))]).toEqual([
    true,
    false,
    false,
  ]);
  const { id: reviewId } = await db.review.create({ data: { applicationId, reviewerId: reviewer.userId } });
  expect(await reads(reviewer)).toBe(true);
  await db.review.update({ where: { id: reviewId }, data: { state: "WITHDRAWN" } });
  expect(await reads(reviewer)).toBe(false);
});
