import type { ReactNode } from "react";
import { type ButtonTone, buttonClass } from "./tones";

type Props = {
  tone?: ButtonTone;
  type?: "submit" | "button" | "reset";
  name?: string;
  value?: string | number;
  disabled?: boolean;
  children: ReactNode;
};

/** A button; inside a form a second, named one says which way was chosen. */
export function Button({ tone = "quiet", type = "submit", name, value, disabled, children }: Props) {
  return (
    <button type={type} name={name} value={value} disabled={disabled} className={buttonClass(tone)}>
      {children}
    </button>
  );
}
