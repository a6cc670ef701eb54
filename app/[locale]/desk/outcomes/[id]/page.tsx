import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { EntryHistory } from "@/components/outcomes/EntryHistory";
import { HiddenBecause } from "@/components/outcomes/EntryList";
import { EntryWords } from "@/components/outcomes/EntryWords";
import { entryTone } from "@/components/outcomes/tone";
import { ActionForm, Notice, Page, RadioGroup, Section, Stack, StatusTag, Written } from "@/components/ui";
import { type EntryView, findEntry } from "@/lib/outcomes/queries";
import { allowsEntry, type HideReason, hideReasons } from "@/lib/outcomes/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import { hide, restore } from "./actions";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const notices = ["hidden", "restored"] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("outcomes.desk"))("title") };
}

async function DeskEntryPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  const actor = await requirePerson(`/desk/outcomes/${id}`);
  const entry = await findEntry(actor, id);
  if (!entry || !may(actor, "outcomes.readQueue")) notFound();
  const t = await getTranslations("outcomes");
  const { done } = await searchParams;
  const notice = notices.find((one) => one === done);
  const { institution, state, hiddenReason } = entry;
  return (
    <Page
      title={<Written>{entry.name}</Written>}
      back={{ href: "/desk/outcomes", label: t("desk.back") }}
      actions={<StatusTag tone={entryTone[state]}>{t(`states.${state}`)}</StatusTag>}
    >
      {notice && <Notice tone="good" live title={t(`desk.done.${notice}`)} />}
      <Section title={t("now")}>
        <Stack>
          <p>
            <Link href={`/desk/institutions/${institution.id}`}>
              <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>
            </Link>
          </p>
          <EntryWords words={entry} />
          {hiddenReason && <HiddenBecause reason={hiddenReason as HideReason} />}
          {state === "INTERNAL" && <p className="max-w-xl text-muted">{t("desk.internalText")}</p>}
        </Stack>
      </Section>
      {may(actor, "outcomes.hide") && (entry.isClose ? <p>{t("desk.own")}</p> : <Decision entry={entry} />)}
      <EntryHistory revisions={entry.revisions} />
    </Page>
  );
}

async function Decision({ entry: { id, version, state } }: { entry: EntryView }) {
  const t = await getTranslations("outcomes");
  const hidden = { entryId: id, version };
  if (allowsEntry(state, "hide"))
    return (
      <Section title={t("desk.hide")}>
        <Stack>
          <p className="max-w-xl">{t("desk.hideText")}</p>
          <ActionForm id="hide" action={hide} submit={t("desk.hide")} tone="danger" hidden={hidden}>
            <RadioGroup
              name="reason"
              legend={t("desk.reason")}
              required
              options={hideReasons.map((value) => ({
                value,
                label: t(`reasons.${value}.label`),
                hint: t(`reasons.${value}.remedy`),
              }))}
            />
          </ActionForm>
        </Stack>
      </Section>
    );
  if (!allowsEntry(state, "restore")) return null;
  return (
    <Section title={t("desk.restore")}>
      <Stack>
        <p className="max-w-xl">{t("desk.restoreText")}</p>
        <ActionForm id="restore" action={restore} submit={t("desk.restore")} hidden={hidden} />
      </Stack>
    </Section>
  );
}

export default orNotFound(DeskEntryPage);
