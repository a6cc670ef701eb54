/** What a colour says. Always beside words, never instead of them. */
export type Tone = "neutral" | "progress" | "good" | "warning" | "bad";

/** How much an action weighs. */
export type ButtonTone = "primary" | "danger" | "quiet";

const buttonBase =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-md px-5 py-2 text-base leading-(--leading-tight) font-semibold text-balance no-underline cursor-pointer transition-colors forced-edge disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-progress aria-disabled:opacity-60";

const buttonTones: Record<ButtonTone, string> = {
  primary: "bg-brand text-on-brand hover:bg-brand-strong",
  danger: "bg-transparent text-bad border border-bad hover:bg-bad-tint",
  quiet: "bg-surface text-ink border border-edge hover:bg-sunken",
};

/** The classes of a button or of a link that looks like one. */
export function buttonClass(tone: ButtonTone = "primary"): string {
  return `${buttonBase} ${buttonTones[tone]}`;
}

/** Text, ground and edge of a tag or a notice. */
export const toneClass: Record<Tone, string> = {
  neutral: "bg-sunken text-ink border-edge",
  progress: "bg-progress-tint text-progress border-progress",
  good: "bg-good-tint text-good border-good",
  warning: "bg-warning-tint text-warning border-warning",
  bad: "bg-bad-tint text-bad border-bad",
};
