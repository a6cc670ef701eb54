import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { applicationTone } from "@/components/applications/tone";
import { heldCell } from "@/components/desk/cases/heldCell";
import { dueCell } from "@/components/desk/dueCell";
import { QueueFilter } from "@/components/desk/QueueFilter";
import { QueuePages } from "@/components/desk/QueuePages";
import { numberCell, timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { Views } from "@/components/desk/Views";
import { EmptyState, Page } from "@/components/ui";
import { applicationQueue, applicationSorts } from "@/lib/applications/queries";
import { allows, applicationStates } from "@/lib/applications/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import { chosenAtMost, listingQuery, parseListing } from "@/lib/platform/listing";
import { sectors } from "@/lib/programmes/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const states = applicationStates.filter((state) => state !== "DRAFT");

export async function generateMetadata() {
  return { title: (await getTranslations("applications.desk"))("title") };
}

async function ApplicationQueuePage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/applications");
  if (!may(actor, "applications.readQueue")) notFound();
  // Whoever does not answer has nothing to read.
  const messages = may(actor, "applications.markMessagesRead");
  const listing = parseListing(await searchParams, { states, sectors, sorts: applicationSorts, cases: true, messages });
  const [t, common, locale, { rows, total }] = await Promise.all([
    getTranslations("applications"),
    getTranslations("common.sectors"),
    getLocale(),
    applicationQueue(actor, listing),
  ]);
  const sector = (await getTranslations("institutions"))("sector");
  const reviews = await getTranslations("reviews.assignMany");
  const clock = await getTranslations("desk.clock");
  const cases = await getTranslations("desk.cases");
  const now = new Date();
  return (
    <Page
      title={t("desk.title")}
      lead={t("desk.lead")}
      actions={<Link href="/desk/clock">{clock("open")}</Link>}
      width="wide"
    >
      <Views actor={actor} list="applications" query={listingQuery(listing, 1)} />
      <QueueFilter
        listing={listing}
        states={states.map((value) => ({ value, label: t(`deskStates.${value}`) }))}
        sectors={sectors.map((value) => ({ value, label: common(value) }))}
        texts={{
          search: t("desk.search"),
          state: t("stateLabel"),
          anyState: t("desk.anyState"),
          sector,
          anySector: t("desk.anySector"),
          filter: t("desk.filter"),
          ...(messages && {
            messages: t("messages.title"),
            anyMessages: t("desk.anyMessages"),
            unread: t("desk.unread"),
          }),
        }}
      />
      <div className="flex flex-col gap-4">
        <DeskTable
          list="applications"
          caption={t("desk.caption")}
          summary={t("desk.count", { count: total })}
          total={total}
          sort={listing.sort}
          choice={
            may(actor, "reviews.assign")
              ? {
                  name: "id",
                  most: chosenAtMost,
                  send: { href: "/desk/applications/assign", label: reviews("open") },
                }
              : undefined
          }
          columns={[
            { key: "receipt", label: t("receipt"), kind: "id", min: 9 },
            { key: "institution", label: t("institution"), kind: "name", width: 3, min: 11, sortable: true },
            { key: "state", label: t("stateLabel"), width: 1, min: 12, sortable: true },
            { key: "due", label: clock("due"), width: 1, min: 11, sortable: true },
            { key: "held", label: cases("held"), kind: "name", width: 1, min: 9 },
            ...(messages ? [{ key: "messages", label: t("messages.title"), width: 1, min: 10 }] : []),
            { key: "seats", label: t("seatsLabel"), kind: "number", min: 5, sortable: true },
            { key: "sector", label: sector, width: 1, min: 8, sortable: true },
            { key: "submitted", label: t("submitted"), width: 1, min: 11, sortable: true },
          ]}
          rows={rows.map(({ id, receipt, institution, seats, submittedAt, dueAt, lease, state, hasUnread }) => ({
            key: id,
            href: `/desk/applications/${id}`,
            fixed: !allows(state, "reviews.assign"),
            cells: {
              receipt,
              institution: inLanguage(locale, institution.name, institution.nameUr),
              state: { text: t(`deskStates.${state}`), tone: applicationTone[state] },
              sector: common(institution.sector),
              seats: numberCell(seats, locale),
              submitted: timeCell(submittedAt, locale),
              messages: hasUnread
                ? { text: t("messages.new"), tone: "progress" as const, href: `/desk/applications/${id}#messages` }
                : "",
              held: heldCell(lease, actor.userId, now, cases("you")),
              due: dueCell(dueAt, state === "INFORMATION_REQUESTED", now, clock),
            },
          }))}
          empty={<EmptyState title={t("desk.empty")}>{t("desk.emptyText")}</EmptyState>}
        />
        <QueuePages path="/desk/applications" listing={listing} total={total} />
      </div>
    </Page>
  );
}

export default orNotFound(ApplicationQueuePage);
