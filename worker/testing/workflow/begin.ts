import type fc from "fast-check";
import type { Move } from "./move.ts";
import { Go, type Luck, type Model, type Real, Wait, Work } from "./steps.ts";

/** Far more turns than it ever takes. */
const turns = 400;

/** Leads a story to where licences are in force, by the way that everybody goes, so that it can go on with seats from there. */
export class Begin implements fc.AsyncCommand<Model, Real> {
  readonly #moves: Record<string, Move>;
  readonly #licences: number;
  constructor(moves: Record<string, Move>, licences: number) {
    this.#moves = moves;
    this.#licences = licences;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    const [wait, work] = [new Wait(), new Work()];
    for (let turn = 0; turn < turns; turn++) {
      if (model.world.licences.filter(({ state }) => state === "ACTIVE").length >= this.#licences) return;
      const luck: Luck = { who: turn * 7, what: turn * 13, luck: turn * 5 + 1, way: "legal", isStale: false };
      await new Go(this.#moves, luck).run(model, real);
      if (wait.check(model)) await wait.run(model, real);
      if (model.world.writes.some(({ state }) => state === "QUEUED")) await work.run(model, real);
    }
    throw new Error(`no licences came into force\n${model.story.slice(-25).join("\n")}`);
  }

  toString(): string {
    return "begin";
  }
}
