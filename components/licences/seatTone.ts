import type { Tone } from "@/components/ui";
import type { SeatState } from "@/lib/platform/db/generated/enums";

/** How a seat's state looks. */
export const seatTone: Record<SeatState, Tone> = {
  OFFERED: "progress",
  CLAIMED: "progress",
  BOUND: "good",
  RELEASED: "neutral",
};
