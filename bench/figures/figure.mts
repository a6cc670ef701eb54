import type { Stack } from "../../scripts/stack.mts";

/** One line of a figure: what was measured, beside the floor that was measured in the same run, or the limit that it has. */
export type Line = {
  what: string;
  measured: string;
  /** What the floor is and what it came to. */
  floor?: string;
  /** Measured by floor: one is as good as it can be. */
  ratio?: number;
  /** What the design allows. */
  limit?: string;
  isOver?: boolean;
  /** How much of the machine others had, from 0 to 1, where it was too much to hold the ratio against the limit. */
  busy?: number;
};

/** A figure that needs nothing but this process, or one of a running portal. */
export type Figure = { title: string } & (
  | { needs: "nothing"; measure(options: Options): Promise<Line[]> }
  | { needs: "portal" | "pages"; measure(stack: Stack): Promise<Line[]> }
);

export type Options = { large: boolean };
