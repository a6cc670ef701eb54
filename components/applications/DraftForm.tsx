import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { fieldLabels } from "@/components/ui/fieldLabels";
import { formTexts } from "@/components/ui/formTexts";
import type { FormState } from "@/lib/platform/forms";
import { localePath } from "@/lib/platform/i18n/routing";
import { type AutosaveAnswer, DraftFormClient } from "./DraftFormClient";

type Props = {
  application: { id: string; version: number };
  /** Saves and leads on; also what works without scripts. */
  save: (state: FormState, data: FormData) => Promise<FormState>;
  /** Saves what stands in the form and says what came of it. */
  autosave: (data: FormData) => Promise<AutosaveAnswer>;
  children: ReactNode;
};

/** A form that saves itself while it is filled in. */
export async function DraftForm({ application, save, autosave, children }: Props) {
  const [t, locale, common] = await Promise.all([getTranslations("applications.edit"), getLocale(), formTexts()]);
  const texts = {
    ...common,
    save: t("save"),
    check: t("check"),
    saving: t("saving"),
    savedAt: t.raw("savedAt"),
    unsaved: t("unsaved"),
    failed: t("failed"),
    offline: t("offline"),
    signInAgain: t("signInAgain"),
    signIn: t("signIn"),
    conflictTitle: t("conflictTitle"),
    conflictText: t("conflictText"),
    keepMine: t("keepMine"),
    showTheirs: t("showTheirs"),
    takeTheirs: t("takeTheirs"),
  };
  return (
    <DraftFormClient
      application={application}
      save={save}
      autosave={autosave}
      locale={locale}
      signIn={localePath("/sign-in", locale)}
      checkPage={localePath(`/applications/${application.id}`, locale)}
      texts={texts}
      labels={fieldLabels(children)}
    >
      {children}
    </DraftFormClient>
  );
}
