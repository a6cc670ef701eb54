import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Obstacles } from "@/components/applications/Obstacles";
import { RubricList } from "@/components/applications/RubricList";
import {
  ActionForm,
  Button,
  DateTime,
  Notice,
  Page,
  RadioGroup,
  Section,
  Select,
  SummaryList,
  Written,
} from "@/components/ui";
import { type EligibilityAnswer, eligibilityOf } from "@/lib/applications/eligibility";
import { type Prospect, prospects } from "@/lib/applications/prospects";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatDate, formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { isPhaseBlind, rubricInForce } from "@/lib/programmes/queries";
import { lastInstant } from "@/lib/programmes/rules";
import { start } from "../../actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };
type Phase = NonNullable<Prospect["phase"]>;
type Answered = { question: Phase["eligibility"][number]; answer: EligibilityAnswer };

export async function generateMetadata() {
  return { title: (await getTranslations("applications.eligible"))("title") };
}

/** Before the long form: what is known, a few questions, and plainly whether to apply. Everything stands in the address; nothing is stored. */
async function EligibilityPage({ searchParams }: Props) {
  const query = await searchParams;
  const target = typeof query.for === "string" ? query.for : "";
  const actor = await requirePerson(`/applications/new/check?for=${encodeURIComponent(target)}`);
  const prospect = (await prospects(actor)).find(
    ({ institution, phase }) => `${institution.id}/${phase?.id ?? ""}` === target,
  );
  const { institution, phase } = prospect ?? notFound();
  if (!prospect || !phase) notFound();
  const [t, texts, locale, criteria, isBlind] = await Promise.all([
    getTranslations("applications.eligible"),
    getTranslations("applications"),
    getLocale(),
    rubricInForce(actor, phase.id),
    isPhaseBlind(actor, phase.id),
  ]);
  const answered = phase.eligibility.map((question): Answered => {
    const answer = query[question.code];
    return { question, answer: answer === "yes" || answer === "no" ? answer : undefined };
  });
  const can = prospect.obstacles.length === 0;
  const result = eligibilityOf(answered.map(({ answer }) => answer));
  return (
    <Page
      title={t("title")}
      lead={
        <>
          <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>
          {` · ${inLanguage(locale, phase.programme.nameEn, phase.programme.nameUr)} · ${inLanguage(locale, phase.nameEn, phase.nameUr)}`}
        </>
      }
      back={{ href: "/applications/new", label: t("back") }}
    >
      {can ? <Result prospect={prospect} answered={answered} result={result} /> : <Obstacles prospect={prospect} />}
      {can && answered.length > 0 && (
        <Section title={t("questions")}>
          <form method="get" className="flex flex-col gap-6">
            <input type="hidden" name="for" value={target} />
            {answered.map(({ question, answer }) => (
              <RadioGroup
                key={question.code}
                name={question.code}
                legend={inLanguage(locale, question.en, question.ur)}
                options={[
                  { value: "yes", label: t("yes") },
                  { value: "no", label: t("no") },
                ]}
                defaultValue={answer}
                required
              />
            ))}
            <div>
              <Button tone={result === "open" ? "primary" : "quiet"}>{t("see")}</Button>
            </div>
          </form>
        </Section>
      )}
      <Known prospect={prospect} phase={phase} />
      {criteria && (
        <Section title={t("scored")}>
          {isBlind && <Notice>{texts("blind")}</Notice>}
          <RubricList criteria={criteria} />
        </Section>
      )}
    </Page>
  );
}

async function Known({ prospect, phase }: { prospect: Prospect; phase: Phase }) {
  const [t, locale] = [await getTranslations("applications.eligible"), await getLocale()];
  const { institution, places } = prospect;
  const number = (count: number) => formatNumber(count, locale);
  return (
    <Section title={t("known")}>
      <SummaryList
        items={[
          { term: t("verified"), detail: institution.state === "VERIFIED" ? t("yes") : t("notVerified") },
          {
            term: t("phase"),
            detail: t.rich("open", {
              from: () => <DateTime at={phase.opensAt} />,
              until: () => <DateTime at={lastInstant(phase)} />,
            }),
          },
          { term: t("other"), detail: prospect.underway ? t("otherYes") : t("otherNo") },
          ...(places
            ? [
                {
                  term: t("places"),
                  detail:
                    places.free > 0
                      ? t("placesLeft", { free: number(places.free), all: number(places.all) })
                      : t("placesNone"),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

async function Result({
  prospect,
  answered,
  result,
}: {
  prospect: Prospect;
  answered: readonly Answered[];
  result: ReturnType<typeof eligibilityOf>;
}) {
  const [t, locale] = [await getTranslations("applications.eligible"), await getLocale()];
  if (result === "open") return <Notice>{t("ask", { count: answered.length })}</Notice>;
  const { institution, phase, from } = prospect;
  const advice = answered.filter(({ answer }) => answer === "no").map(({ question }) => question);
  return (
    <div className="flex flex-col gap-5">
      {result === "yes" ? (
        <Notice tone="good" live title={t("can")}>
          <p>{t("canText")}</p>
        </Notice>
      ) : (
        <Notice tone="warning" live title={t("better")}>
          <ul className="flex list-disc flex-col gap-2 ps-6">
            {advice.map(({ code, doEn, doUr }) => (
              <li key={code}>{inLanguage(locale, doEn, doUr)}</li>
            ))}
          </ul>
          <p>{t("betterText")}</p>
        </Notice>
      )}
      <ActionForm
        id="start"
        action={start}
        submit={result === "yes" ? t("start") : t("startAnyway")}
        tone={result === "yes" ? "primary" : "quiet"}
        hidden={{ institutionId: institution.id, phaseId: phase?.id ?? "" }}
      >
        {from.length > 0 && (
          <Select
            name="from"
            label={t("from")}
            hint={t("fromHint")}
            options={[
              { value: "", label: t("fromNothing") },
              ...from.map(({ id, receipt, submittedAt, savedAt }) => ({
                value: id,
                label: receipt
                  ? t("fromEarlier", { receipt, date: formatDate(submittedAt ?? savedAt, locale) })
                  : t("fromDiscarded", { date: formatDate(savedAt, locale) }),
              })),
            ]}
          />
        )}
      </ActionForm>
    </div>
  );
}

export default orNotFound(EligibilityPage);
