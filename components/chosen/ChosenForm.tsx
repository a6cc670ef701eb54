import type { ComponentProps, ReactNode } from "react";
import { SignedForm } from "@/components/signing/SignedForm";
import { ActionForm } from "@/components/ui";

type Props = Pick<ComponentProps<typeof ActionForm>, "action" | "submit" | "confirm" | "tone" | "hidden"> & {
  id: string;
  /** What is said before the form: to how many it would happen, and what follows from it. */
  summary: ReactNode;
  /** The things it would happen to, each as the command reads it: its id and the version that was looked at. */
  rows: readonly string[];
  /** Everything that was chosen, for the way back to the same page. */
  all?: readonly string[];
  /** What is signed for each of the rows, in their order, where the sender signs: by whom, and on which page. */
  signed?: Pick<ComponentProps<typeof SignedForm>, "actor" | "subject" | "page"> | undefined;
  children?: ReactNode;
};

/** The one form of an act on several things: it goes out with exactly what the page shows. */
export function ChosenForm({ id, summary, rows, all = [], signed, children, ...form }: Props) {
  const fields = (
    <>
      {rows.map((row) => (
        <input key={row} type="hidden" name="rows[]" value={row} />
      ))}
      {all.map((one) => (
        <input key={one} type="hidden" name="all[]" value={one} />
      ))}
      {children}
    </>
  );
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      {summary}
      {signed ? (
        <SignedForm id={id} {...form} {...signed}>
          {fields}
        </SignedForm>
      ) : (
        <ActionForm id={id} {...form}>
          {fields}
        </ActionForm>
      )}
    </div>
  );
}
