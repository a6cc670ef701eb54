import type { ReactNode } from "react";

/** Nothing here, why, and what to do about it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="rounded-md border border-dashed border-edge px-5 py-7">
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-1 max-w-xl text-muted">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
