import type { ReactNode } from "react";
import { Link } from "@/lib/platform/i18n/navigation";
import { StatusTag } from "./StatusTag";
import type { Tone } from "./tones";

/** One part of a longer work: where it is done, none while it cannot be, and how far it is. */
export type Task = {
  key: string;
  title: ReactNode;
  href?: string | undefined;
  note?: ReactNode;
  tag: { tone: Tone; words: string };
};

/** The parts of a longer work, each with its state, as a list of links. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul className="border-t border-line">
      {tasks.map(({ key, title, href, note, tag }) => (
        <li
          key={key}
          className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-3"
        >
          <span>
            {href ? (
              <Link href={href} className="font-semibold after:absolute after:inset-0">
                {title}
              </Link>
            ) : (
              <span className="text-muted">{title}</span>
            )}
            {note && <span className="block text-sm text-muted">{note}</span>}
          </span>
          <StatusTag tone={tag.tone}>{tag.words}</StatusTag>
        </li>
      ))}
    </ul>
  );
}
