import type { CertifiedCell } from "../../platform/chain/figures.ts";

/** What is counted of licences, by the registry and here. */
export const counted = ["issued", "inForce", "suspended", "expired", "revoked"] as const;

/** All counts of a part, or of everything. */
export type Counts = Record<(typeof counted)[number], number>;

/** The cells together. */
export function together(cells: readonly Counts[]): Counts {
  const sum = (count: (typeof counted)[number]) => cells.reduce((all, cell) => all + cell[count], 0);
  return {
    issued: sum("issued"),
    inForce: sum("inForce"),
    suspended: sum("suspended"),
    expired: sum("expired"),
    revoked: sum("revoked"),
  };
}

const keyOf = ({ programme, phase, sector }: CertifiedCell) => JSON.stringify([programme, phase, sector]);

/** In how many programmes, phases and sectors two books say something else; one that is missing counts nothing. */
export function differing(one: readonly CertifiedCell[], other: readonly CertifiedCell[]): number {
  const nothing = together([]);
  const [here, there] = [
    new Map(one.map((cell) => [keyOf(cell), cell])),
    new Map(other.map((cell) => [keyOf(cell), cell])),
  ];
  return [...new Set([...here.keys(), ...there.keys()])].filter((key) =>
    counted.some((count) => (here.get(key) ?? nothing)[count] !== (there.get(key) ?? nothing)[count]),
  ).length;
}
