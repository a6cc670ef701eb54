import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ChangeList } from "@/components/programmes/ChangeList";
import { Phases } from "@/components/programmes/Phases";
import { Proposing } from "@/components/programmes/Proposing";
import { DataTable, Grid, Notice, Page, QuotaBar, Section, Stack, SummaryList } from "@/components/ui";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import { approvalsLeast } from "@/lib/programmes/changes/rules";
import { findProgramme, programmeChanges } from "@/lib/programmes/queries";
import { clockedSteps } from "@/lib/programmes/stepDays";
import type { UntoldCaps } from "@/lib/programmes/untoldCaps";
import { cancel, confirm, propose } from "../actions";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ notice?: string }> };

const notices = ["proposed", "confirmed", "cancelled"] as const;

async function load({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/programmes/${id}`);
  return { actor, programme: (await findProgramme(actor, id)) ?? notFound() };
}

export async function generateMetadata(props: Props) {
  const [{ programme }, locale] = [await load(props), await getLocale()];
  return { title: inLanguage(locale, programme.nameEn, programme.nameUr) };
}

async function ProgrammePage(props: Props) {
  const { actor, programme } = await load(props);
  const [t, sectors, locale, open, past, asked] = await Promise.all([
    getTranslations("programmes"),
    getTranslations("common.sectors"),
    getLocale(),
    programmeChanges(actor, programme.id, "open"),
    programmeChanges(actor, programme.id, "past"),
    props.searchParams,
  ]);
  const { places, quotas, quorum, rubric, phases, validDays } = programme;
  const clock = await getTranslations("desk.clock");
  const notice = notices.find((known) => known === asked.notice);
  const unsplit = places - quotas.reduce((sum, quota) => sum + quota.places, 0);
  const returned = quotas.reduce((sum, quota) => sum + quota.returned, 0);
  const tiers = quorum.some(({ above }) => above === 0) ? quorum : [{ above: 0, approvals: approvalsLeast }, ...quorum];
  const lists = { phases, actor, confirm, cancel };
  return (
    <Page
      title={inLanguage(locale, programme.nameEn, programme.nameUr)}
      lead={t("detailLead", { places, days: validDays })}
      back={{ href: "/desk/programmes", label: t("title") }}
    >
      {notice && <Notice tone="good" live title={t(`notices.${notice}`)} />}
      {open.length > 0 && (
        <Section title={t("waiting")}>
          <ChangeList changes={open} {...lists} />
        </Section>
      )}
      {programme.untold && <Untold {...programme.untold} />}
      <Section title={t("split")} aside={unsplit > 0 && t("unsplit", { count: unsplit })}>
        <Grid>
          {quotas.map((quota) => (
            <QuotaBar
              key={quota.sector}
              label={sectors(quota.sector)}
              places={quota.places}
              issued={quota.issued}
              ended={quota.ended}
              reserved={quota.reserved}
            />
          ))}
        </Grid>
        {returned > 0 && <p className="mt-4 max-w-2xl text-sm text-muted">{t("returned", { count: returned })}</p>}
      </Section>
      <Section title={t("phases")}>
        <Stack>
          <p className="max-w-2xl text-muted">{t("phasesLead")}</p>
          <Phases phases={phases} now={new Date()} />
        </Stack>
      </Section>
      <Section title={clock("steps")} aside={<Link href="/desk/clock">{clock("open")}</Link>}>
        <SummaryList
          items={clockedSteps.map((step) => ({
            term: clock(step),
            detail: clock("days", { days: programme.days[step] }),
          }))}
        />
      </Section>
      <Section title={t("quorum")}>
        <Stack>
          <SummaryList
            items={tiers.map(({ above, approvals }) => ({
              term: above === 0 ? t("quorumAll") : t("quorumAbove", { above }),
              detail: t("quorumAny", { approvals }),
            }))}
          />
          <p className="max-w-2xl text-sm text-muted">{t("quorumText")}</p>
        </Stack>
      </Section>
      {rubric && (
        <Section title={t("rubric")} aside={t("rubricVersion", { version: rubric.version })}>
          <DataTable
            caption={t("rubric")}
            columns={[
              { key: "criterion", label: t("criterion") },
              { key: "weight", label: t("weight"), align: "end" },
              { key: "best", label: t("best"), align: "end" },
            ]}
            rows={rubric.criteria.map(({ code, en, ur, weight, max }) => ({
              key: code,
              cells: { criterion: inLanguage(locale, en, ur), weight: `${weight}%`, best: max },
            }))}
            empty={null}
          />
        </Section>
      )}
      {may(actor, "programmes.proposeChange") && (
        <Section title={t("propose")}>
          <Proposing programme={programme} action={propose} />
        </Section>
      )}
      {past.length > 0 && (
        <Section title={t("past")}>
          <ChangeList changes={past} {...lists} />
        </Section>
      )}
    </Page>
  );
}

async function Untold({ places, known }: UntoldCaps) {
  const t = await getTranslations("programmes.register");
  return (
    <Notice tone="warning" title={t("title")}>
      {t("text", { places, known })}
    </Notice>
  );
}

export default orNotFound(ProgrammePage);
