import { type ReactNode, useId } from "react";

/** A part of a page under its own heading; `aside` stands at the heading's end. */
export function Section({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children?: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 has-[a,button]:gap-y-2.5">
        <h2 id={id} className="text-xl">
          {title}
        </h2>
        {aside && <div className="text-sm text-muted">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
