import { currentTerms } from "../../lib/institutions/terms.ts";
import type { Tx } from "../../lib/platform/db/client.ts";
import type { Prisma } from "../../lib/platform/db/generated/client.ts";

/** The programme as it opens: 1,500 places in all. Split and phases are data; administrators change them, not this file. */
const programme = {
  code: "CLOUD",
  nameEn: "National cloud licences",
  nameUr: "قومی کلاؤڈ لائسنس",
  places: 1500,
  validDays: 365,
};

const quotas = [
  { sector: "GOVERNMENT", places: 400 },
  { sector: "EDUCATION", places: 600 },
  { sector: "STARTUPS", places: 350 },
  { sector: "PRIVATE", places: 150 },
] as const;

const opensAt = new Date("2026-01-01T00:00:00+05:00");
const closesAt = new Date("2028-01-01T00:00:00+05:00");

const phases = [
  { code: "P1", nameEn: "Phase 1: government", nameUr: "پہلا مرحلہ: حکومت", sectors: ["GOVERNMENT"] },
  { code: "P2", nameEn: "Phase 2: universities", nameUr: "دوسرا مرحلہ: جامعات", sectors: ["EDUCATION"] },
  {
    code: "P3",
    nameEn: "Phase 3: startups and companies",
    nameUr: "تیسرا مرحلہ: اسٹارٹ اپ اور کمپنیاں",
    sectors: ["STARTUPS", "PRIVATE"],
  },
] as const;

const criteria = [
  { code: "purpose", en: "A clear purpose on the national cloud", ur: "قومی کلاؤڈ پر واضح مقصد", weight: 30, max: 5 },
  {
    code: "readiness",
    en: "People and support to start within three months",
    ur: "تین ماہ میں آغاز کے لیے افراد اور معاونت",
    weight: 30,
    max: 5,
  },
  { code: "reach", en: "Whom it serves, and how many", ur: "کن کی خدمت ہو گی اور کتنوں کی", weight: 20, max: 5 },
  { code: "care", en: "Care for data and privacy", ur: "ڈیٹا اور رازداری کا خیال", weight: 20, max: 5 },
] satisfies Prisma.InputJsonArray;

/** Makes the programme with its split, phases, rubric and terms, once. Returns whether it was made now. */
export async function loadProgramme(tx: Tx): Promise<boolean> {
  const { version, textEn, textUr, hash, publishedAt } = currentTerms();
  await tx.terms.createMany({
    data: { version, textEn, textUr, hash: new Uint8Array(hash), publishedAt },
    skipDuplicates: true,
  });
  if (await tx.programme.findUnique({ where: { code: programme.code }, select: { id: true } })) return false;
  await tx.programme.create({
    data: {
      ...programme,
      quotas: { create: [...quotas] },
      phases: { create: phases.map((phase) => ({ ...phase, sectors: [...phase.sectors], opensAt, closesAt })) },
      rubrics: { create: { version: 1, criteria } },
    },
  });
  return true;
}
