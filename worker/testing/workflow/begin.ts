import type fc from "fast-check";
import type { Move } from "./move.ts";
import { Go, type Luck, type Model, type Real, Wait, Work } from "./steps.ts";
import type { World } from "./world.ts";

/** Far more turns than it ever takes. */
const turns = 120;

const isIn = (state: string) => (one: { state: string }) => one.state === state;

/** The way to a licence, its end first, and when each step is due. */
const way: [name: string, isDue: (world: World) => boolean][] = [
  ["signBatch", ({ batches }) => batches.some(isIn("PROPOSED"))],
  ["releaseBatch", ({ batches }) => batches.some(isIn("APPROVED"))],
  ["approveBatch", ({ batches }) => batches.some(isIn("PROPOSED"))],
  ["openItems", ({ batches }) => batches.some(isIn("PROPOSED"))],
  ["proposeBatch", ({ batches }) => batches.some(({ state, items }) => state === "DRAFT" && items.length > 0)],
  ["awardItems", ({ batches }) => batches.some(isIn("DRAFT"))],
  ["draftBatch", ({ applications, batches }) => applications.some(isIn("REVIEWED")) && !batches.some(isIn("DRAFT"))],
  ["submitReview", () => true],
  ["assignReviewers", () => true],
  ["submitApplication", () => true],
  ["saveApplication", ({ applications }) => applications.some(({ seats }) => seats === null)],
  ["startApplication", () => true],
];

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
      if (model.world.licences.filter(isIn("ACTIVE")).length >= this.#licences) return;
      // With this luck an application asks for two seats, so that both applicants get theirs.
      const luck: Luck = { who: turn * 5, what: turn * 13, luck: 4, way: "legal", isStale: false };
      for (const [name, isDue] of way) {
        const move = this.#moves[name];
        const told = model.story.length;
        if (move && isDue(model.world)) await new Go({ [name]: move }, luck).run(model, real);
        if (model.story.length > told) break;
      }
      if (wait.check(model)) await wait.run(model, real);
      if (model.world.writes.some(isIn("QUEUED"))) await work.run(model, real);
    }
    throw new Error(`no licences came into force\n${model.story.slice(-25).join("\n")}`);
  }

  toString(): string {
    return "begin";
  }
}
