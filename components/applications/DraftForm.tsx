import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { fieldLabels } from "@/components/ui/fieldLabels";
import { formTexts } from "@/components/ui/formTexts";
import type { DraftField } from "@/lib/applications/merge";
import type { Section } from "@/lib/applications/sections";
import { localePath } from "@/lib/platform/i18n/routing";
import { type AutosaveAnswer, DraftFormClient, type DraftState } from "./DraftFormClient";

type Props = {
  application: { id: string };
  /** The part of the application that the form is, and where its button leads on to. */
  section: Section;
  next: Section | "check";
  /** The marks of the answers that the form begins with: those of its own fields. */
  marks: Partial<Record<DraftField, string>>;
  /** Saves and leads on; also what works without scripts. */
  save: (state: DraftState, data: FormData) => Promise<DraftState>;
  /** Saves what stands in the form and says what came of it. */
  autosave: (data: FormData) => Promise<AutosaveAnswer>;
  children: ReactNode;
};

/** A form that saves itself while it is filled in. */
export async function DraftForm({ application, section, next, marks, save, autosave, children }: Props) {
  const [t, locale, common] = await Promise.all([getTranslations("applications.edit"), getLocale(), formTexts()]);
  const texts = {
    ...common,
    save: t("save"),
    goOn: t(next === "check" ? "check" : "goOn"),
    saving: t("saving"),
    savedAt: t.raw("savedAt"),
    unsaved: t("unsaved"),
    failed: t("failed"),
    offline: t("offline"),
    signInAgain: t("signInAgain"),
    signIn: t("signIn"),
    conflictTitle: t("conflictTitle"),
    conflictText: t("conflictText"),
  };
  return (
    <DraftFormClient
      application={application}
      section={section}
      next={next}
      marks={marks}
      save={save}
      autosave={autosave}
      locale={locale}
      signIn={localePath("/sign-in", locale)}
      texts={texts}
      labels={fieldLabels(children)}
    >
      {children}
    </DraftFormClient>
  );
}
