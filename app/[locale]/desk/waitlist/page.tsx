import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { orNotFound } from "@/app/[locale]/orNotFound";
import {
  ActionForm,
  DataTable,
  DateTime,
  EmptyState,
  Identifier,
  LinkButton,
  LongList,
  Page,
  Section,
  Stack,
  StatusTag,
  SummaryList,
  Written,
} from "@/components/ui";
import { ClosedLists } from "@/components/waitlist/ClosedLists";
import { Closing } from "@/components/waitlist/Closing";
import { closedWaitlists, closingsProposed, type DeskWaitlist, deskWaitlists } from "@/lib/batches/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { carryOutClosing, dropClosing, offer, proposeToClose } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("waitlist.desk"))("title") };
}

async function WaitlistPage() {
  const actor = await requirePerson("/desk/waitlist");
  if (!may(actor, "batches.read")) notFound();
  const [t, lists, closings, closed] = await Promise.all([
    getTranslations("waitlist"),
    deskWaitlists(actor),
    closingsProposed(actor),
    closedWaitlists(actor),
  ]);
  return (
    <Page
      title={t("desk.title")}
      lead={t("desk.lead")}
      width="wide"
      actions={
        <LinkButton tone="quiet" href="/waitlist">
          {t("desk.public")}
        </LinkButton>
      }
    >
      {lists.length === 0 && <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
      {lists.map((list) => (
        <Waiting
          key={`${list.programme.id} ${list.sector}`}
          list={list}
          mayOffer={may(actor, "batches.offerPlaces")}
          closing={
            <Closing
              actor={actor}
              list={list}
              closing={closings.find((one) => one.programmeId === list.programme.id && one.sector === list.sector)}
              actions={{ propose: proposeToClose, confirm: carryOutClosing, cancel: dropClosing }}
            />
          }
        />
      ))}
      <ClosedLists closed={closed} />
    </Page>
  );
}

async function Waiting({ list, mayOffer, closing }: { list: DeskWaitlist; mayOffer: boolean; closing: ReactNode }) {
  const [t, common, locale] = [await getTranslations("waitlist"), await getTranslations("common"), await getLocale()];
  const { programme, sector, free, open, accepted, rows } = list;
  const title = t("titleOf", {
    sector: common(`sectors.${sector}`),
    programme: inLanguage(locale, programme.nameEn, programme.nameUr),
  });
  const held = t("desk.heldText", { open: formatNumber(open, locale), accepted: formatNumber(accepted, locale) });
  return (
    <Section title={title}>
      <Stack>
        <SummaryList
          items={[
            { term: t("desk.free"), detail: formatNumber(free, locale) },
            ...(open + accepted > 0 ? [{ term: t("desk.held"), detail: held }] : []),
            { term: t("desk.next"), detail: <Next list={list} mayOffer={mayOffer} /> },
          ]}
        />
        <LongList label={title} rows={rows.length}>
          <DataTable
            caption={title}
            columns={[
              { key: "receipt", label: t("receipt") },
              { key: "position", label: t("position"), align: "end" },
              { key: "institution", label: t("desk.institution") },
              { key: "seats", label: t("seats"), align: "end" },
              { key: "since", label: t("since") },
              { key: "state", label: t("state") },
            ]}
            rows={rows.map(({ applicationId, receipt, institution, seats, phase, since, ...row }, index) => ({
              key: applicationId,
              href: `/desk/applications/${applicationId}`,
              cells: {
                position: formatNumber(index + 1, locale),
                receipt: <Identifier>{receipt}</Identifier>,
                institution: (
                  <>
                    <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>
                    <span className="block text-sm text-muted">{inLanguage(locale, phase.nameEn, phase.nameUr)}</span>
                  </>
                ),
                seats: formatNumber(seats, locale),
                since: <DateTime at={since} />,
                state: <State row={row} />,
              },
            }))}
            empty=""
          />
        </LongList>
        {closing}
      </Stack>
    </Section>
  );
}

async function State({ row }: { row: Pick<DeskWaitlist["rows"][number], "offer" | "isSuspended"> }) {
  const t = await getTranslations("waitlist");
  const { offer: made, isSuspended } = row;
  if (made)
    return (
      <div className="sm:max-w-40 sm:[&>span]:whitespace-normal">
        <StatusTag tone="warning">{t.rich("states.offered", { until: () => <DateTime at={made.until} /> })}</StatusTag>
      </div>
    );
  return isSuspended ? (
    <StatusTag tone="bad">{t("desk.suspended")}</StatusTag>
  ) : (
    <StatusTag tone="neutral">{t("states.waits")}</StatusTag>
  );
}

async function Next({ list, mayOffer }: { list: DeskWaitlist; mayOffer: boolean }) {
  const t = await getTranslations("waitlist.desk");
  const { next } = list;
  if (!next) return t("allOffered");
  const receipt = () => <bdi className="whitespace-nowrap">{next.receipt}</bdi>;
  if (next.seats === 0) return <p>{t.rich("wait", { receipt: () => receipt() })}</p>;
  return (
    <Stack gap="small">
      <p className="max-w-prose">{t.rich("offerText", { receipt: () => receipt(), days: list.offerDays })}</p>
      {mayOffer && (
        <ActionForm
          id={`offer-${next.applicationId}`}
          action={offer}
          submit={t("offerTo", { seats: next.seats, receipt: next.receipt })}
          hidden={{ applicationId: next.applicationId }}
        />
      )}
    </Stack>
  );
}

export default orNotFound(WaitlistPage);
