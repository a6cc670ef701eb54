import { getLocale, getTranslations } from "next-intl/server";
import {
  ActionForm,
  Button,
  DataTable,
  EmptyState,
  Identifier,
  Pagination,
  Section,
  Stack,
  StatusTag,
  Tabs,
  TextField,
  Written,
} from "@/components/ui";
import { rungOf } from "@/lib/licences/figures/rungs";
import type { InstitutionLicence, SeatFilter, seatCounts } from "@/lib/licences/queries";
import { seatFilters } from "@/lib/licences/queries";
import type { FormState } from "@/lib/platform/forms";
import { formatDate } from "@/lib/platform/i18n/format";
import { Link } from "@/lib/platform/i18n/navigation";
import { type Listing, listingQuery, listingSize } from "@/lib/platform/listing";
import { LicenceEnd } from "./LicenceEnd";
import { LicenceTag } from "./LicenceTag";
import { seatTone } from "./seatTone";

type Props = {
  institutionId: string;
  counts: Awaited<ReturnType<typeof seatCounts>>;
  list: { rows: InstitutionLicence[]; total: number };
  listing: Listing<SeatFilter, never>;
  /** Takes an offer back; left out for readers who may not. */
  withdraw?: ((state: FormState, data: FormData) => Promise<FormState>) | undefined;
};

/** An institution's licences and the people they are with, with search, views and pages. */
export async function SeatList({ institutionId, counts, list, listing, withdraw }: Props) {
  const t = await getTranslations("seats");
  const base = `/institutions/${institutionId}/seats`;
  const address = (next: Partial<typeof listing>) => {
    const query = listingQuery({ ...listing, page: 1, ...next }, next.page ?? 1);
    return `${base}${query && `?${query}`}`;
  };
  const figures = {
    FREE: counts.free,
    OFFERED: counts.offered,
    HELD: counts.held,
    ENDING: counts.ending,
    OUT: counts.out,
  };
  const pages = Math.max(1, Math.ceil(list.total / listingSize));

  return (
    <Section title={t("list")}>
      <Stack>
        <Tabs
          label={t("views")}
          items={[
            { href: address({ state: undefined }), label: t("all"), current: listing.state === undefined },
            ...seatFilters.map((state) => ({
              href: address({ state }),
              label: t(`filters.${state}`),
              count: figures[state],
              current: listing.state === state,
            })),
          ]}
        />
        <search>
          <form method="get" className="flex flex-wrap items-end gap-3">
            {listing.state && <input type="hidden" name="state" value={listing.state} />}
            <TextField name="q" label={t("search")} hint={t("searchHint")} defaultValue={listing.text} maxLength={80} />
            <Button>{t("find")}</Button>
          </form>
        </search>
        <DataTable
          caption={t("list")}
          columns={[
            { key: "number", label: t("number") },
            { key: "person", label: t("person") },
            { key: "state", label: t("state") },
            { key: "until", label: t("until") },
            ...(withdraw ? [{ key: "change", label: t("change") }] : []),
          ]}
          rows={list.rows.map((licence) => ({
            key: licence.id,
            cells: {
              number: <LicenceNumber licence={licence} />,
              person: <Person licence={licence} />,
              state: <SeatState licence={licence} />,
              until: licence.validUntil && licence.state !== "PENDING" ? <LicenceEnd licence={licence} /> : "–",
              change: withdraw && licence.seat?.state === "OFFERED" && (
                <ActionForm
                  id={`withdraw-${licence.seat.id}`}
                  action={withdraw}
                  submit={t("withdraw")}
                  tone="quiet"
                  hidden={{ institutionId, seatId: licence.seat.id, version: licence.seat.version }}
                />
              ),
            },
          }))}
          empty={<EmptyState title={t("noneFound")}>{t("noneFoundText")}</EmptyState>}
        />
        <Pagination
          previous={listing.page > 1 ? address({ page: listing.page - 1 }) : undefined}
          next={listing.page < pages ? address({ page: listing.page + 1 }) : undefined}
          page={listing.page}
          pages={pages}
        />
      </Stack>
    </Section>
  );
}

/** The number, and while the licence is in force the way to its certificate. */
async function LicenceNumber({ licence: { number, state } }: { licence: InstitutionLicence }) {
  const [t, certificate] = [await getTranslations("seats"), await getTranslations("certificate")];
  if (!number) return t("pendingCount");
  return (
    <>
      <Identifier>{number}</Identifier>
      {state === "ACTIVE" && (
        <>
          <br />
          <Link
            href={`/certificate/${number}`}
            aria-label={certificate("pageTitle", { number })}
            className="no-print inline-flex min-h-6 items-center font-normal"
          >
            {certificate("openShort")}
          </Link>
        </>
      )}
    </>
  );
}

async function Person({ licence: { seat, institutionId } }: { licence: InstitutionLicence }) {
  const t = await getTranslations("seats");
  if (!seat) return <span className="text-muted">{t("nobody")}</span>;
  return (
    <>
      <Link
        href={`/institutions/${institutionId}/seats/${seat.id}`}
        className="inline-flex min-h-6 items-center font-semibold"
      >
        <Written>{seat.name}</Written>
      </Link>
      <br />
      <bdi className="text-muted">{seat.email}</bdi>
    </>
  );
}

async function SeatState({ licence }: { licence: InstitutionLicence }) {
  const t = await getTranslations("seats");
  const locale = await getLocale();
  if (licence.state !== "ACTIVE") return <LicenceTag state={licence.state} />;
  const { seat } = licence;
  if (!seat || seat.state === "RELEASED") return <StatusTag>{t("freeState")}</StatusTag>;
  const now = new Date();
  if (rungOf(licence, seat, now) === "active")
    return <StatusTag tone="good">{(await getTranslations("ladder"))("active.label")}</StatusTag>;
  const isOver = seat.state === "OFFERED" && seat.expiresAt <= now;
  return (
    <>
      <StatusTag tone={isOver ? "warning" : seatTone[seat.state]}>{t(`seatStates.${seat.state}`)}</StatusTag>
      {seat.state === "OFFERED" && (
        <>
          <br />
          <span className="text-muted">
            {isOver ? t("offerEnded") : t("offeredUntil", { date: formatDate(seat.expiresAt, locale) })}
          </span>
        </>
      )}
    </>
  );
}
