import { getLocale, getTranslations } from "next-intl/server";
import { NoticeList } from "@/components/notices/NoticeList";
import { TextMessages } from "@/components/notices/TextMessages";
import { ActionForm, Checkbox, EmptyState, Notice, Page, Pagination, Section, Stack } from "@/components/ui";
import { myDelivery, myNotices } from "@/lib/notifications/queries";
import { noticesShown, topics } from "@/lib/notifications/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { pageOf, pagesAround } from "@/lib/platform/pages";
import { choose, markAll } from "./actions";

type Props = { searchParams: Promise<{ page?: string; saved?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("notices"))("title") };
}

export default async function NoticesPage({ searchParams }: Props) {
  const actor = await requirePerson("/notices");
  const { page: asked, saved } = await searchParams;
  const page = pageOf(asked);
  const [t, locale, { rows, count, unread }, daily] = await Promise.all([
    getTranslations("notices"),
    getLocale(),
    myNotices(actor, page),
    myDelivery(actor),
  ]);
  const shown = topics.filter((topic) => topic !== "work" || may(actor, "desk.open"));
  const held = shown.filter((topic) => daily.includes(topic)).map((topic) => t(`topics.${topic}`));
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
      <div id="choice">
        <Section title={t("choice")}>
          <Stack>
            <p className="max-w-2xl">{t("choiceText")}</p>
            {saved === "daily" && <Notice tone="good" live title={t("saved")} />}
            <p className="max-w-2xl">
              {held.length === 0 ? t("nowNone") : t("now", { topics: held.join(locale === "ur" ? "، " : ", ") })}
            </p>
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
      </div>
      <TextMessages actor={actor} isSaved={saved === "texts"} />
    </Page>
  );
}
