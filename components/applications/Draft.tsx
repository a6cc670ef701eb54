import { getTranslations } from "next-intl/server";
import { DateTime, Notice, Section } from "@/components/ui";
import { TaskList } from "@/components/ui/TaskList";
import type { ApplicationView } from "@/lib/applications/queries";
import { type SectionState, sectionStates, sections } from "@/lib/applications/sections";
import { isPhaseOpen, lastInstant } from "@/lib/programmes/rules";
import { sectionTitle } from "./sectionTitle";

const tone = {
  notStarted: "neutral",
  inProgress: "progress",
  toMend: "warning",
  done: "good",
} as const satisfies Record<SectionState, string>;

/** A draft at one look: its parts with their states, and the check of all answers at the end. */
export async function Draft({ application, mayEdit }: { application: ApplicationView; mayEdit: boolean }) {
  const t = await getTranslations("applications");
  const { id, phase, institution, savedAt } = application;
  const isOpen = isPhaseOpen(phase, institution.sector, new Date());
  const states = sectionStates(application);
  const done = sections.filter((section) => states[section] === "done").length;
  const isComplete = done === sections.length;
  return (
    <Section title={t("tasks.title")} aside={t("tasks.progress", { done, all: sections.length })}>
      <div className="flex flex-col gap-5">
        {isOpen ? (
          <p className="max-w-2xl text-muted">
            {t.rich("tasks.lead", { by: () => <DateTime at={lastInstant(phase)} /> })}
          </p>
        ) : (
          <Notice tone="warning">{t("check.closed")}</Notice>
        )}
        <TaskList
          tasks={[
            ...sections.map((section) => ({
              key: section,
              title: t(sectionTitle(section, institution.sector)),
              href: mayEdit ? `/applications/${id}/${section}` : undefined,
              tag: { tone: tone[states[section]], words: t(`tasks.states.${states[section]}`) },
            })),
            {
              key: "check",
              title: t(mayEdit ? "tasks.check" : "tasks.read"),
              href: `/applications/${id}/check`,
              tag: isComplete
                ? { tone: "progress", words: t("tasks.states.todo") }
                : { tone: "neutral", words: t("tasks.states.wait") },
            },
          ]}
        />
        <p className="text-sm text-muted">
          {t.rich("tasks.savedAt", { at: () => <DateTime at={savedAt} style="datetime" /> })}
        </p>
      </div>
    </Section>
  );
}
