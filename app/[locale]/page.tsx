import { getTranslations } from "next-intl/server";
import { CheckForm } from "@/components/landing/CheckForm";
import { Figures } from "@/components/landing/Figures";
import { Specimen } from "@/components/landing/Specimen";
import { Section } from "@/components/ui";
import { currentActor } from "@/lib/platform/auth/session";
import { Link } from "@/lib/platform/i18n/navigation";
import { quotaOverview } from "@/lib/programmes/queries";

const steps = ["register", "apply", "decide", "build"] as const;
const questions = ["what", "who", "forge", "taken", "public", "enough"] as const;

export default async function Landing() {
  const t = await getTranslations("landing");
  const [actor, overviews] = await Promise.all([currentActor(), quotaOverview()]);
  return (
    <div className="flex flex-col gap-16">
      <div className="-mt-6 sm:-mt-9">
        <div className="mx-[calc(50%-50vw)] bg-hero text-on-brand">
          <div className="mx-auto grid max-w-6xl items-center gap-x-12 gap-y-8 px-4 pt-10 pb-24 sm:px-6 lg:grid-cols-[3fr_2fr] lg:pt-14 lg:pb-28">
            <div>
              <h1 className="text-3xl">{t("title")}</h1>
              <p className="mt-5 max-w-2xl text-lg text-on-brand-muted">{t("lead")}</p>
              <p className="mt-7">
                <Link
                  href={actor ? "/home" : "/sign-in?next=/home"}
                  className="inline-flex min-h-12 items-center rounded-md bg-hero-button px-6 py-2 font-semibold text-hero-button-ink no-underline hover:bg-on-brand-muted"
                >
                  {t(actor ? "toYourPage" : "apply")}
                </Link>
              </p>
            </div>
            <div className="hidden justify-self-end lg:block">
              <Specimen />
            </div>
          </div>
        </div>
        <div className="relative -mt-14 max-w-3xl rounded-md border border-line bg-surface p-5 sm:p-7">
          <CheckForm />
        </div>
      </div>

      {overviews.map((overview) => (
        <Figures key={overview.programmeId} overview={overview} />
      ))}

      <Section title={t("how.title")}>
        <ol className="grid gap-x-8 gap-y-7 sm:grid-cols-2 lg:grid-cols-4">
          {steps.map((step, index) => (
            <li key={step} className="border-t-3 border-brand pt-3">
              <span aria-hidden="true" className="mb-1 block text-xl font-bold text-link tabular-nums">
                {index + 1}
              </span>
              <h3 className="text-lg">{t(`how.${step}.title`)}</h3>
              <p className="mt-2 text-muted">{t(`how.${step}.text`)}</p>
            </li>
          ))}
        </ol>
      </Section>

      <Section title={t("questions.title")}>
        <div className="max-w-3xl border-t border-line">
          {questions.map((question) => (
            <details key={question} className="group border-b border-line">
              <summary className="flex min-h-12 list-none items-center justify-between gap-4 py-3 font-semibold hover:text-link [&::-webkit-details-marker]:hidden">
                {t(`questions.${question}.q`)}
                <svg
                  viewBox="0 0 16 16"
                  className="size-4 shrink-0 transition-transform group-open:rotate-180"
                  aria-hidden="true"
                  focusable="false"
                >
                  <path d="m3 6 5 5 5-5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
                </svg>
              </summary>
              <p className="max-w-2xl pb-5 text-muted">{t(`questions.${question}.a`)}</p>
            </details>
          ))}
        </div>
      </Section>
    </div>
  );
}
