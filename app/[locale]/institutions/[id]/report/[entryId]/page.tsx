import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { EntryFields, PublishTick } from "@/components/outcomes/EntryFields";
import { EntryHistory } from "@/components/outcomes/EntryHistory";
import { HiddenBecause } from "@/components/outcomes/EntryList";
import { EntryWords } from "@/components/outcomes/EntryWords";
import { entryTone } from "@/components/outcomes/tone";
import { ActionForm, Page, Section, Stack, StatusTag, Written } from "@/components/ui";
import { findEntry } from "@/lib/outcomes/queries";
import { allowsEntry, type HideReason } from "@/lib/outcomes/rules";
import { may } from "@/lib/platform/auth/permissions";
import { institutionOf } from "../../institution";
import { correct, remove } from "../actions";

type Props = { params: Promise<{ locale: string; id: string; entryId: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("outcomes"))("title") };
}

async function EntryPage({ params }: Props) {
  const { entryId } = await params;
  const { actor, institution } = await institutionOf(params, `/report/${entryId}`);
  const entry = await findEntry(actor, entryId);
  if (entry?.institutionId !== institution.id) notFound();
  const t = await getTranslations("outcomes");
  const owner = { institutionId: institution.id };
  const { id, version, kind, state, hiddenReason } = entry;
  const mayCorrect = may(actor, "outcomes.correct", owner) && allowsEntry(state, "correct");
  const mayRemove = may(actor, "outcomes.remove", owner) && allowsEntry(state, "remove");
  return (
    <Page
      title={<Written>{entry.name}</Written>}
      back={{ href: `/institutions/${institution.id}/report`, label: t("back") }}
      actions={<StatusTag tone={entryTone[state]}>{t(`states.${state}`)}</StatusTag>}
    >
      <Section title={t("now")}>
        <Stack>
          <EntryWords words={entry} />
          {hiddenReason && <HiddenBecause reason={hiddenReason as HideReason} />}
        </Stack>
      </Section>
      {mayCorrect && (
        <Section title={t("correct")}>
          <ActionForm id="entry" action={correct} submit={t("save")} hidden={{ entryId: id, version, kind }}>
            <EntryFields kind={kind} words={entry} />
            {state === "HIDDEN" ? (
              <p className="max-w-xl">{t("hiddenStays")}</p>
            ) : (
              <PublishTick isPublished={state === "PUBLISHED"} />
            )}
          </ActionForm>
        </Section>
      )}
      <EntryHistory revisions={entry.revisions} />
      {mayRemove && (
        <Section title={t("removeTitle")}>
          <Stack>
            <p className="max-w-xl">{t("removeText")}</p>
            <ActionForm
              id="remove"
              action={remove}
              submit={t("remove")}
              tone="danger"
              confirm={t("removeConfirm")}
              hidden={{ entryId: id, version }}
            />
          </Stack>
        </Section>
      )}
    </Page>
  );
}

export default orNotFound(EntryPage);
