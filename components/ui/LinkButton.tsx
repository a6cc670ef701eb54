import type { ReactNode } from "react";
import { Link } from "@/lib/platform/i18n/navigation";
import { type ButtonTone, buttonClass } from "./tones";

/** A link that is the page's next step, and looks it. */
export function LinkButton({
  href,
  tone = "primary",
  children,
}: {
  href: string;
  tone?: ButtonTone;
  children: ReactNode;
}) {
  return (
    <Link href={href} className={buttonClass(tone)}>
      {children}
    </Link>
  );
}
