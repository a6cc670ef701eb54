import type { Person } from "../../lib/platform/auth/actor.ts";
import type { Member } from "../scenario/onboard.mts";
import type { Goal, Role } from "./cast.mts";

/** An institution of the cast, with its application once it has one. */
export type Player = Member & Role & { applicationId: string };

/** The officers who play along. */
export type Officers = { administrators: [Person, Person]; reviewers: [Person, Person]; approvers: [Person, Person] };

/** The one of the cast with this goal. */
export function one(players: readonly Player[], goal: Goal): Player {
  const found = players.find((player) => player.goal === goal);
  if (!found) throw new Error(`nobody of the cast is ${goal}`);
  return found;
}
