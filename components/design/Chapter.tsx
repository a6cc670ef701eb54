import type { ReactNode } from "react";

/** A chapter of the living page, reached from its contents. */
export function Chapter({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: string;
  lead: string;
  children: ReactNode;
}) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-4 border-t border-edge pt-6">
      <h2 id={`${id}-title`} className="text-2xl">
        {title}
      </h2>
      <p className="mt-2 max-w-2xl text-muted">{lead}</p>
      <div className="mt-7 flex flex-col gap-10">{children}</div>
    </section>
  );
}

type SpecimenProps = {
  title: string;
  /** What to import from `@/components/ui`. */
  parts?: string[];
  /** A sentence about when it is right. */
  says?: string;
  children: ReactNode;
};

/** One part, or a family of them, in its states. */
export function Specimen({ title, parts = [], says, children }: SpecimenProps) {
  return (
    <div>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 className="text-lg">{title}</h3>
        {parts.length > 0 && (
          <code lang="en" dir="ltr" className="text-xs text-muted">
            {parts.join(", ")}
          </code>
        )}
      </div>
      {says && <p className="mb-4 max-w-2xl text-sm text-muted">{says}</p>}
      {children}
    </div>
  );
}
