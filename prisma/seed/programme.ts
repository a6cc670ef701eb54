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

const agreed = {
  code: "agreed",
  en: "Has the head of your institution agreed to apply?",
  ur: "کیا آپ کے ادارے کے سربراہ درخواست دینے پر راضی ہیں؟",
  doEn: "Ask for their agreement first. Without it a decision in your favour could not be taken up.",
  doUr: "پہلے ان کی رضامندی لیں۔ اس کے بغیر آپ کے حق میں ہونے والے فیصلے پر عمل نہیں ہو سکے گا۔",
};
const people = {
  code: "people",
  en: "Do you know who would hold the seats, at least by their position?",
  ur: "کیا آپ جانتے ہیں کہ نشستیں کن کے پاس ہوں گی، کم از کم عہدے کے لحاظ سے؟",
  doEn: "Agree in your institution on who would build, and how you choose them. It is asked for and scored.",
  doUr: "ادارے میں طے کریں کہ کون بنائے گا اور آپ ان کا انتخاب کیسے کریں گے۔ یہ پوچھا جاتا ہے اور اس پر نمبر ملتے ہیں۔",
};
const support = {
  code: "support",
  en: "Is there one person who helps the holders when they get stuck?",
  ur: "کیا کوئی ایک فرد ہے جو حاملین کے اٹکنے پر ان کی مدد کرے؟",
  doEn: "Name one person of the institution; the application asks for their name and e-mail address.",
  doUr: "ادارے کے ایک فرد کا تعین کریں؛ درخواست میں ان کا نام اور ای میل پتا پوچھا جاتا ہے۔",
};
const owner = {
  code: "owner",
  en: "Is it clear who decides that the public service goes live?",
  ur: "کیا واضح ہے کہ عوامی خدمت کے اجرا کا فیصلہ کون کرے گا؟",
  doEn: "Find the owner of the service and the approval it needs. The reviewers score whether it can begin within three months.",
  doUr: "خدمت کے ذمہ دار اور درکار منظوری کا پتا لگائیں۔ جائزہ کار دیکھتے ہیں کہ آغاز تین ماہ میں ہو سکتا ہے یا نہیں۔",
};
const product = {
  code: "product",
  en: "Is there a product or a prototype that somebody uses?",
  ur: "کیا کوئی مصنوعہ یا ابتدائی نمونہ موجود ہے جسے کوئی استعمال کرتا ہو؟",
  doEn: "Try your idea with a few people first, and say in the application what you learnt.",
  doUr: "پہلے اپنا خیال چند لوگوں کے ساتھ آزمائیں، اور درخواست میں بتائیں کہ آپ نے کیا سیکھا۔",
};

const phases = [
  {
    code: "P1",
    nameEn: "Phase 1: government",
    nameUr: "پہلا مرحلہ: حکومت",
    sectors: ["GOVERNMENT"],
    eligibility: [agreed, people, support, owner],
  },
  {
    code: "P2",
    nameEn: "Phase 2: universities",
    nameUr: "دوسرا مرحلہ: جامعات",
    sectors: ["EDUCATION"],
    eligibility: [agreed, people, support],
  },
  {
    code: "P3",
    nameEn: "Phase 3: startups and companies",
    nameUr: "تیسرا مرحلہ: اسٹارٹ اپ اور کمپنیاں",
    sectors: ["STARTUPS", "PRIVATE"],
    eligibility: [agreed, people, support, product],
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
      phases: {
        create: phases.map((phase) => ({
          ...phase,
          sectors: [...phase.sectors],
          eligibility: [...phase.eligibility],
          opensAt,
          closesAt,
        })),
      },
      rubrics: { create: { version: 1, state: "PUBLISHED", publishedAt: opensAt, criteria } },
    },
  });
  return true;
}
