import { getTranslations } from "next-intl/server";
import { Figures } from "@/components/landing/Figures";
import { Hero } from "@/components/landing/Hero";
import { Disclosure, Section } from "@/components/ui";
import { currentActor } from "@/lib/platform/auth/session";
import { quotaOverview } from "@/lib/programmes/queries";

const steps = ["register", "apply", "decide", "build"] as const;
const questions = ["what", "who", "forge", "taken", "public", "enough"] as const;

export default async function Landing() {
  const t = await getTranslations("landing");
  const [actor, overviews] = await Promise.all([currentActor(), quotaOverview()]);
  return (
    <div className="flex flex-col gap-16">
      <Hero signedIn={actor !== null} />

      {overviews.map((overview) => (
        <Figures key={overview.programmeId} overview={overview} />
      ))}

      <Section title={t("how.title")}>
        <ol className="mt-8 grid gap-x-8 gap-y-10 sm:grid-cols-2 lg:grid-cols-4">
          {steps.map((step, index) => (
            <li key={step} className="border-t border-edge">
              <span
                aria-hidden="true"
                className="mb-1 -mt-4 flex rtl:mb-3 size-8 items-center justify-center rounded-full border border-edge bg-paper text-sm font-bold text-link tabular-nums"
              >
                {index + 1}
              </span>
              <h3 className="text-lg">{t(`how.${step}.title`)}</h3>
              <p className="mt-2 text-muted">{t(`how.${step}.text`)}</p>
            </li>
          ))}
        </ol>
      </Section>

      <Section title={t("questions.title")}>
        <div className="max-w-3xl">
          {questions.map((question) => (
            <Disclosure key={question} title={t(`questions.${question}.q`)}>
              <p>{t(`questions.${question}.a`)}</p>
            </Disclosure>
          ))}
        </div>
      </Section>
    </div>
  );
}
