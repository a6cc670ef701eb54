import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { numberCell, timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { FailedMails } from "@/components/notices/FailedMails";
import { letterName } from "@/components/notices/letterName";
import { EmptyState, Page, Pagination, Section, Stack, Tabs } from "@/components/ui";
import { mailCounts, mailStates, mails } from "@/lib/notifications/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { trailListingSize } from "@/lib/platform/listing";
import { pageOf, pagesAround } from "@/lib/platform/pages";

type Props = { searchParams: Promise<{ page?: string; state?: string }> };

const tones = { failed: "bad", waiting: "progress", sent: "good" } as const;

export async function generateMetadata() {
  return { title: (await getTranslations("desk.mail"))("title") };
}

async function MailPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/mail");
  const counts = await mailCounts(actor);
  if (!counts) notFound();
  const asked = await searchParams;
  const page = pageOf(asked.page);
  const state = mailStates.find((one) => one === asked.state);
  const [t, locale, name, rows] = [
    await getTranslations("desk.mail"),
    await getLocale(),
    await letterName(),
    await mails(actor, { state, page }),
  ];
  const count = state ? counts[state] : counts.failed + counts.waiting + counts.sent;
  const views = mailStates.map((one) => ({
    href: `/desk/mail?state=${one}`,
    label: t(`states.${one}`),
    count: counts[one],
    current: state === one,
  }));
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      {counts.failed > 0 && <FailedMails actor={actor} />}
      <Section title={t("caption")}>
        <Stack>
          <Tabs label={t("views")} items={[{ href: "/desk/mail", label: t("all"), current: !state }, ...views]} />
          <DeskTable
            list="mail"
            caption={t("caption")}
            summary={t("count", { count })}
            total={count}
            columns={[
              { key: "to", label: t("to"), kind: "id", width: 2, min: 12 },
              { key: "letter", label: t("letter"), width: 2, min: 14 },
              { key: "state", label: t("state"), width: 1, min: 8 },
              { key: "created", label: t("created"), width: 1, min: 14.5 },
              { key: "attempts", label: t("attempts"), kind: "number", min: 5 },
              { key: "error", label: t("error"), kind: "id", width: 1, min: 8 },
              { key: "owner", label: t("owner"), kind: "name", width: 1, min: 9 },
            ]}
            rows={rows.map((row) => ({
              key: row.id,
              cells: {
                to: row.to,
                letter: name(row),
                state: { text: t(`states.${row.state}`), tone: tones[row.state] },
                created: timeCell(row.createdAt, locale, "datetime"),
                attempts: numberCell(row.attempts, locale),
                error: row.lastError ?? "–",
                owner: row.owner?.name ?? "–",
              },
            }))}
            empty={<EmptyState title={t("none")} />}
          />
          <Pagination {...pagesAround("/desk/mail", page, count, trailListingSize, state ? { state } : {})} />
        </Stack>
      </Section>
    </Page>
  );
}

export default orNotFound(MailPage);
