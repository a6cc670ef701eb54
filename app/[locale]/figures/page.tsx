import { getLocale, getTranslations } from "next-intl/server";
import { DailyFiles } from "@/components/outcomes/DailyFiles";
import { Files, Gaps } from "@/components/outcomes/FigureNotes";
import { Hosts } from "@/components/outcomes/Hosts";
import { ParticipantTable } from "@/components/outcomes/ParticipantTable";
import { ProgrammeOutcomes } from "@/components/outcomes/ProgrammeOutcomes";
import { Answers } from "@/components/pictures/Answers";
import { BrokenGlass } from "@/components/pictures/BrokenGlass";
import { Headline } from "@/components/pictures/Headline";
import { InstitutionMap, shownBy } from "@/components/pictures/InstitutionMap";
import { LicenceFigures } from "@/components/pictures/LicenceFigures";
import { RegistryCount } from "@/components/pictures/RegistryCount";
import { Vouched } from "@/components/pictures/Vouched";
import { Grid, Page, QuotaBar, Section } from "@/components/ui";
import { registryFigures } from "@/lib/chain/registryFigures";
import { together } from "@/lib/licences/figures/cells";
import { publicFigures } from "@/lib/licences/figures/public";
import { openAccounts } from "@/lib/messenger/figures";
import { filesOfDays, lastNoted } from "@/lib/outcomes/dailyFiles";
import {
  type ProgrammeOutcomes as Outcomes,
  type Participant,
  participants,
  programmeOutcomes,
  publishedEntries,
} from "@/lib/outcomes/figures";
import { isDay } from "@/lib/outcomes/rules";
import { formatDateTime, formatNumber } from "@/lib/platform/i18n/format";
import { Link } from "@/lib/platform/i18n/navigation";
import { localePath } from "@/lib/platform/i18n/routing";
import { type QuotaOverview, quotaOverview } from "@/lib/programmes/queries";

/** Projects and institutions on this page; the rest have pages of their own. */
const newestShown = 5;
const firstShown = 10;

const vouching = {
  subnet: "vouchSubnet",
  certified: "vouchCertified",
  portal: "vouchPortal",
  institution: "vouchInstitution",
} as const;

export async function generateMetadata() {
  const t = await getTranslations("figures");
  return { title: t("title"), description: t("description") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FiguresPage({ searchParams }: Props) {
  const [t, locale] = [await getTranslations("figures"), await getLocale()];
  const [figures, programmes, registry] = await Promise.all([publicFigures(), quotaOverview(), registryFigures()]);
  const { map, before } = await searchParams;
  const earlierThan = typeof before === "string" && isDay(before) ? before : undefined;
  const [messenger, outcomes, newest, first, daily, noted] = await Promise.all([
    openAccounts(),
    programmeOutcomes(),
    publishedEntries(newestShown, "PROJECT"),
    participants({ text: "", offset: 0, most: firstShown }),
    filesOfDays(earlierThan),
    lastNoted(),
  ]);
  const sum = (figure: "places" | "taken" | "reserved") =>
    programmes.reduce((total, programme) => total + programme[figure], 0);
  const licences = together(registry?.cells ?? figures.cells);
  const counted = registry ? "subnet" : "certified";
  const total = registry?.caps.total ?? sum("places");
  const taken = registry?.taken.total ?? sum("taken");
  const ofPlaces = registry ? ({ by: "subnet", part: "places" } as const) : ({ by: "portal" } as const);
  // The register knows of a place once its licence is issued.
  const reserved = registry ? sum("reserved") : 0;

  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      {registry && <BrokenGlass glass={registry.brokenGlass} />}
      <div>
        <Headline
          figures={[
            { key: "places", label: t("places"), value: total, ...ofPlaces },
            { key: "inForce", label: t("inForce"), value: licences.inForce, by: counted },
            { key: "ever", label: t("ever"), value: licences.issued, by: counted },
            { key: "free", label: t("free"), value: Math.max(0, total - taken), ...ofPlaces },
          ]}
        />
        <p className="mt-4 text-sm text-muted">
          {t("asOf", { date: formatDateTime(figures.asOf, locale) })}
          {reserved > 0 && ` ${t("reserved", { reserved, count: formatNumber(reserved, locale) })}`}
        </p>
      </div>
      <Answers
        registry={registry}
        figures={figures}
        messenger={messenger}
        participants={first.total}
        reported={reportedIn(outcomes.programmes)}
      />
      <div className="far-below flex flex-col gap-9">
        <RegistryCount registry={registry} here={figures.cells} />
        {programmes.map((programme) => (
          <Places key={programme.programmeId} programme={programme} isOnly={programmes.length === 1} />
        ))}
        <LicenceFigures
          figures={figures}
          registry={registry}
          map={<InstitutionMap figures={figures} shown={shownBy(map)} />}
        />
        <ProgrammeOutcomes programmes={outcomes.programmes} newest={newest} />
        <Participants {...first} />
        <Gaps hidden={outcomes.hidden} elsewhere={figures.elsewhere.inForce} hasRegistry={registry !== null} />
        <Files noted={noted} />
        <DailyFiles {...daily} isNewest={earlierThan === undefined} />
        <Hosts />
        <Section title={t("vouchTitle")}>
          <dl className="flex max-w-3xl flex-col gap-4">
            {(["subnet", "certified", "portal", "institution"] as const).map((by) => (
              <div key={by}>
                <dt>
                  <Vouched by={by} />
                </dt>
                <dd className="mt-0.5">{t(vouching[by])}</dd>
              </div>
            ))}
          </dl>
          <p className="no-print mt-5">
            {/* Outside the framework: a full page load. */}
            <a href={localePath("/verify", locale)}>{t("check")}</a>
          </p>
        </Section>
      </div>
    </Page>
  );
}

/** What institutions report, of all programmes together. */
function reportedIn(programmes: readonly Outcomes[]) {
  const sum = (count: "reporting" | "projects" | "people") => programmes.reduce((all, row) => all + row[count], 0);
  return { reporting: sum("reporting"), projects: sum("projects"), people: sum("people") };
}

async function Participants({ rows, total }: { rows: Participant[]; total: number }) {
  const t = await getTranslations("figures.participants");
  return (
    <Section title={t("title")} aside={total > rows.length && <Link href="/figures/institutions">{t("all")}</Link>}>
      <p className="mb-4 max-w-3xl text-muted">
        {t("count", { count: total })} {t("seatsBy")}
      </p>
      {total > 0 && <ParticipantTable rows={rows} />}
    </Section>
  );
}

async function Places({ programme, isOnly }: { programme: QuotaOverview; isOnly: boolean }) {
  const [t, locale] = [await getTranslations("figures"), await getLocale()];
  const sector = await getTranslations("common.sectors");
  const { places, taken, issued, ended, reserved, sectors } = programme;
  const name = locale === "ur" ? programme.nameUr : programme.nameEn;
  return (
    <Section
      title={isOnly ? t("placesTitle") : t("placesTitleOf", { programme: name })}
      aside={<Vouched by="portal" />}
    >
      <p className="mb-6 max-w-3xl text-muted">
        {t("placesLead", {
          places: formatNumber(places, locale),
          issued: formatNumber(issued, locale),
          ended,
          reserved: formatNumber(reserved, locale),
          free: formatNumber(Math.max(places - taken, 0), locale),
        })}
      </p>
      <Grid>
        {sectors.map((quota) => (
          <QuotaBar
            key={quota.sector}
            label={sector(quota.sector)}
            places={quota.places}
            issued={quota.issued}
            ended={quota.ended}
            reserved={quota.reserved}
          />
        ))}
      </Grid>
    </Section>
  );
}
