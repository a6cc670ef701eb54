import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TaskList as List } from "@/components/ui/TaskList";
import type { Section } from "@/lib/institutions/rules";

/** A part of the registration and how far it is. */
export type Task = { section: Section; state: "done" | "todo" | "wait"; href: string; note?: ReactNode };

/** The parts of a registration, each with its state, as a list of links. */
export async function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const t = await getTranslations("institutions.tasks");
  const tone = { done: "good", todo: "progress", wait: "neutral" } as const;
  return (
    <List
      tasks={tasks.map(({ section, state, href, note }) => ({
        key: section,
        title: t(section),
        href: state === "wait" ? undefined : href,
        note,
        tag: { tone: tone[state], words: t(state) },
      }))}
    />
  );
}
