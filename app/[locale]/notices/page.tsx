import { getTranslations } from "next-intl/server";
import { NoticeList } from "@/components/notices/NoticeList";
import { TextMessages } from "@/components/notices/TextMessages";
import { ActionForm, Checkbox, EmptyState, Page, Pagination, Section, Stack } from "@/components/ui";
import { myDelivery, myNotices } from "@/lib/notifications/queries";
import { noticesShown, topics } from "@/lib/notifications/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { pageOf, pagesAround } from "@/lib/platform/pages";
import { choose, markAll } from "./actions";

type Props = { searchParams: Promise<{ page?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("notices"))("title") };
}

export default async function NoticesPage({ searchParams }: Props) {
  const actor = await requirePerson("/notices");
  const page = pageOf((await searchParams).page);
  const [t, { rows, count, unread }, daily] = await Promise.all([
    getTranslations("notices"),
    myNotices(actor, page),
    myDelivery(actor),
  ]);
  const shown = topics.filter((topic) => topic !== "work" || may(actor, "desk.open"));
  return (
    <Page title={t("title")} lead={t("lead")}>
      {rows.length === 0 ? (
        <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
      ) : (
        <Section title={t("list")} aside={t("unread", { count: unread })}>
          <Stack>
            {unread > 0 && <ActionForm id="mark-all" action={markAll} submit={t("markAll")} tone="quiet" />}
            <NoticeList rows={rows} />
            <Pagination {...pagesAround("/notices", page, count, noticesShown)} />
          </Stack>
        </Section>
      )}
      <Section title={t("choice")}>
        <Stack>
          <p className="max-w-2xl">{t("choiceText")}</p>
          <ActionForm id="choice" action={choose} submit={t("save")} tone="quiet">
            <fieldset>
              <legend className="font-semibold">{t("daily")}</legend>
              {shown.map((topic) => (
                <Checkbox
                  key={topic}
                  name="daily[]"
                  value={topic}
                  label={t(`topics.${topic}`)}
                  defaultChecked={daily.includes(topic)}
                />
              ))}
            </fieldset>
          </ActionForm>
        </Stack>
      </Section>
      <TextMessages actor={actor} />
    </Page>
  );
}
