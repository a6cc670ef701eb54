import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StatusTag } from "@/components/ui";
import type { Section } from "@/lib/institutions/rules";
import { Link } from "@/lib/platform/i18n/navigation";

/** A part of the registration and how far it is. */
export type Task = { section: Section; state: "done" | "todo" | "wait"; href: string; note?: ReactNode };

/** The parts of a registration, each with its state, as a list of links. */
export async function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const t = await getTranslations("institutions.tasks");
  const tone = { done: "good", todo: "progress", wait: "neutral" } as const;
  return (
    <ul className="border-t border-line">
      {tasks.map(({ section, state, href, note }) => (
        <li
          key={section}
          className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-3"
        >
          <span>
            {state === "wait" ? (
              <span className="text-muted">{t(section)}</span>
            ) : (
              <Link href={href} className="font-semibold after:absolute after:inset-0">
                {t(section)}
              </Link>
            )}
            {note && <span className="block text-sm text-muted">{note}</span>}
          </span>
          <StatusTag tone={tone[state]}>{t(state)}</StatusTag>
        </li>
      ))}
    </ul>
  );
}
