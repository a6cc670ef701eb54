import { getTranslations } from "next-intl/server";
import { type ComponentProps, type ReactNode, useId } from "react";
import { PictureTable } from "./PictureTable";

type Props = {
  title: string;
  /** What the picture says, in a sentence or two: read in its place, and good for everyone. */
  summary: string;
  table: Omit<ComponentProps<typeof PictureTable>, "caption">;
  /** Who vouches for the figures. */
  source?: ReactNode;
  /** Under the picture: where its parts come from, what is missing in it. */
  note?: ReactNode;
  /** Rank of the heading. */
  level?: 2 | 3;
  children: ReactNode;
};

/** The frame of every picture: heading, what it says, the picture, and its figures as a table. */
export function Picture(props: Props) {
  return <Framed {...props} id={useId()} />;
}

async function Framed({ id, title, summary, table, source, note, level = 3, children }: Props & { id: string }) {
  const t = await getTranslations("pictures");
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <figure aria-labelledby={`${id}-title`} className="min-w-0 break-inside-avoid">
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <Heading id={`${id}-title`} className={level === 2 ? "text-xl" : "text-lg"}>
          {title}
        </Heading>
        {source}
      </div>
      <p id={`${id}-summary`} className="mb-5 max-w-3xl text-muted">
        {summary}
      </p>
      <div
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-summary`}
        aria-details={`${id}-table`}
        className="picture"
      >
        {children}
      </div>
      {note && <div className="mt-3 max-w-3xl text-sm text-muted">{note}</div>}
      <details id={`${id}-table`} className="mt-3">
        <summary className="inline-block min-h-8 py-1 text-sm font-semibold text-link">{t("table")}</summary>
        <PictureTable caption={title} {...table} />
      </details>
    </figure>
  );
}
