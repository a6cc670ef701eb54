import type fc from "fast-check";
import { closeOffers } from "../../../lib/batches/waitlist/closeOffers.ts";
import { settleRoles } from "../../../lib/people/effect.ts";
import type { Db } from "../../../lib/platform/db/client.ts";
import type { Sector } from "../../../lib/platform/db/generated/enums.ts";
import { actorCount, type Cast } from "./cast.ts";
import { broken, type Ledger } from "./invariants.ts";
import type { Attempt, Move } from "./move.ts";
import { unlawful } from "./transitions.ts";
import { isClose, isSame, look, row, type World } from "./world.ts";

/** What the test believes: the world as it was last seen, and what it saw happen. */
export type Model = {
  world: World;
  ledger: Ledger;
  /** How each command has answered so far, and how often it was done in this story. */
  seen: Map<string, Set<string>>;
  done: Map<string, number>;
  story: string[];
};

/** What it is tried on. */
export type Real = { db: Db; cast: Cast; write(writeId: string): Promise<void> };

/**
 * Luck of one step: who, on what, with what. `legal` looks for somebody who may, `nearMiss` for one in whose way a single thing
 * stands, `any` takes whoever and whatever comes; `isStale` comes with an old version.
 */
export type Luck = { who: number; what: number; luck: number; way: "legal" | "nearMiss" | "any"; isStale: boolean };

type Chosen = Attempt & { name: string; move: Move; who: number };

/** One command by somebody on something, legal or not. */
export class Try implements fc.AsyncCommand<Model, Real> {
  readonly #name: string;
  readonly #move: Move;
  readonly #luck: Luck;
  constructor(name: string, move: Move, luck: Luck) {
    this.#name = name;
    this.#move = move;
    this.#luck = luck;
  }

  check(model: Readonly<Model>): boolean {
    return this.#move.count(model.world) > 0;
  }

  async run(model: Model, real: Real): Promise<void> {
    const [name, move] = [this.#name, this.#move];
    const { who, what, luck, way, isStale } = this.#luck;
    const known = model.seen.get(name) ?? new Set();
    const chosen =
      (way === "legal" && find(model.world, real.cast, { name, move }, this.#luck, isLegal)) ||
      (way === "nearMiss" && find(model.world, real.cast, { name, move }, this.#luck, isNearMiss(known))) ||
      (way === "nearMiss" && find(model.world, real.cast, { name, move }, this.#luck, isNearMiss(new Set())));
    if (chosen) return act(model, real, chosen);
    const index = who % actorCount;
    const actor = await real.cast.actor(index);
    const attempt = move.attempt(model.world, actor, what % move.count(model.world), luck);
    const { version } = attempt.input;
    const isOld = isStale && typeof version === "number";
    if (isOld) attempt.input.version = version + 1;
    const refusals = [...attempt.refusals, ...(isOld ? ["changedMeanwhile"] : [])];
    return act(model, real, { ...attempt, refusals, name, move, who: index });
  }

  toString(): string {
    return this.#name;
  }
}

/** What undoes others' work: done as often as the rest, nothing would ever come to its end. */
const setbacks = new Set([
  ...[
    "returnInstitution",
    "removeDocument",
    "removeAttachment",
    "withdrawApplication",
    "requestInformation",
    "declareConflict",
  ],
  ...["withdrawReview", "removeItem", "rejectBatch", "cancelBatch", "suspendLicence", "proposeChange"],
  ...["approveChange", "rejectChange"],
  ...["releaseSeat", "reclaimSeat", "declineRebind", "declineRenewal", "cancelProgrammeChange", "reproposeBatch"],
  ...["withdrawOffer", "declineAccount", "rejectAccounts", "removeAccount", "registerInstitution"],
  ...["declinePlaces", "sendBackAppeal", "withdrawInvitation", "removeMember", "leaveInstitution", "closeTransfer"],
  ...["withdrawRegistrationInvite"],
  ...["suspendInstitution", "proposeMerge", "confirmMerge", "cancelMerge"],
]);

/** What somebody may do now and what was done least so far: so that every story goes all the way. */
export class Go implements fc.AsyncCommand<Model, Real> {
  readonly #moves: Record<string, Move>;
  readonly #luck: Luck;
  constructor(moves: Record<string, Move>, luck: Luck) {
    this.#moves = moves;
    this.#luck = luck;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    const done = (name: string) => (model.done.get(name) ?? 0) * (setbacks.has(name) ? 8 : 1);
    const least = Object.entries(this.#moves).sort(([a], [b]) => done(a) - done(b));
    for (const [name, move] of least) {
      const chosen = find(model.world, real.cast, { name, move }, this.#luck, isLegal);
      if (chosen) return act(model, real, chosen);
    }
  }

  toString(): string {
    return "go";
  }
}

const isLegal = (refusals: readonly string[]) => refusals.length === 0;

const noPermission = ["signInFirst", "notAllowed", "notFound"];

/** Allowed, and refused for one reason alone, which is not among the known ones: each guard is met by itself. */
const isNearMiss = (known: ReadonlySet<string>) => (refusals: readonly string[]) =>
  new Set(refusals).size === 1 && refusals.every((code) => !noPermission.includes(code) && !known.has(code));

/** What somebody may nearly do: refused for one reason alone, and for one with which the command has not been refused yet. */
export class Stumble implements fc.AsyncCommand<Model, Real> {
  readonly #moves: [string, Move][];
  readonly #luck: Luck;
  constructor(moves: Record<string, Move>, luck: Luck) {
    const all = Object.entries(moves);
    const first = luck.luck % all.length;
    this.#moves = [...all.slice(first), ...all.slice(0, first)];
    this.#luck = luck;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    for (const [name, move] of this.#moves) {
      const isWanted = isNearMiss(model.seen.get(name) ?? new Set());
      const chosen = find(model.world, real.cast, { name, move }, this.#luck, isWanted);
      if (chosen) return act(model, real, chosen);
    }
  }

  toString(): string {
    return "stumble";
  }
}

/** The first somebody and something, from where luck points on, for whom the refusals are as wanted. */
function find(
  world: World,
  cast: Cast,
  of: { name: string; move: Move },
  luck: Luck,
  isWanted: (refusals: readonly string[]) => boolean,
): Chosen | undefined {
  const count = of.move.count(world);
  for (let one = 0; one < actorCount; one++) {
    const who = (luck.who + one) % actorCount;
    const actor = cast.standing(world, who);
    for (let thing = 0; thing < count; thing++) {
      const attempt = of.move.attempt(world, actor, (luck.what + thing) % count, luck.luck);
      if (isWanted(attempt.refusals)) return { ...attempt, ...of, who };
    }
  }
  return undefined;
}

/** Does it, and looks whether what had to happen did. */
async function act(model: Model, { db, cast }: Real, chosen: Chosen): Promise<void> {
  const { name, move, refusals } = chosen;
  const input = { ...chosen.input, ...(await chosen.sign?.()) };
  const before = model.world;
  const [actor, last] = [await cast.actor(chosen.who), await lastEvent(db)];
  const result = await move.run(actor, input);
  const said = result.ok ? "done" : result.error.code;
  model.story.push(`${name} by ${cast.name(chosen.who)}: ${said}`);
  model.world = await look(db, model.world);
  model.seen.set(name, (model.seen.get(name) ?? new Set()).add(said));
  if (result.ok) model.done.set(name, (model.done.get(name) ?? 0) + 1);

  if (result.ok && refusals.length > 0) fail(model, `was done, and should be refused: ${refusals}`, input);
  if (!result.ok && !refusals.includes(said)) fail(model, `should be ${refusals.join(" or ") || "done"}`, input);
  if (!result.ok && !isSame(before, model.world)) fail(model, "was refused and changed something", input);
  const events = await db.auditEvent.findMany({ where: { id: { gt: last } } });
  const [event] = events;
  const isAudited =
    events.length === 1 &&
    event?.action === move.run.action &&
    event.actorId === (actor?.kind === "person" ? actor.userId : null) &&
    (result.ok ? event.outcome === "DONE" : event.outcome === "REFUSED" && event.code === said);
  if (!isAudited) fail(model, `should leave one audit row: ${events.map((one) => `${one.action} ${one.code}`)}`, input);
  if (result.ok && actor?.kind === "person") note(model, name, actor.userId, input, before);
  hold(model, before);
}

/** The worker's turn: the write that waits longest is certified on the network, and roles whose time has come change, and offers end. */
export class Work implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }

  async run(model: Model, { db, write }: Real): Promise<void> {
    const before = model.world;
    const waiting = before.writes.find(({ state }) => state === "QUEUED");
    if (waiting) await write(waiting.id);
    else {
      await settleRoles();
      await closeOffers();
    }
    model.story.push(`the worker: ${waiting?.kind ?? "roles and offers"}`);
    model.world = await look(db, model.world);
    hold(model, before);
  }

  toString(): string {
    return "work";
  }
}

/** The undo window of the first approved batch is over, and the time of the places that were offered first. */
export class Wait implements fc.AsyncCommand<Model, Real> {
  check({ world }: Readonly<Model>): boolean {
    return [...world.batches, ...world.offers].some(({ state }) => state === "APPROVED" || state === "OPEN");
  }

  async run(model: Model, { db }: Real): Promise<void> {
    const batch = model.world.batches.find(({ state }) => state === "APPROVED");
    if (batch) await db.batch.updateMany({ where: { id: batch.id }, data: { releaseAt: new Date(0) } });
    const offer = batch ? undefined : model.world.offers.find(({ state }) => state === "OPEN");
    if (offer) await db.placeOffer.updateMany({ where: { id: offer.id }, data: { until: new Date(0) } });
    model.story.push(batch ? `the undo window of ${batch.code} is over` : "the time of an offer is over");
    model.world = await look(db, model.world);
  }

  toString(): string {
    return "wait";
  }
}

/** Governors return the place of a licence that has ended, and the worker sees it: once. */
export class GiveBack implements fc.AsyncCommand<Model, Real> {
  readonly #giveBack: (sector: Sector) => Promise<number>;
  /** How governors return a place of a sector in the registry, which the worker is to see. */
  constructor(giveBack: (sector: Sector) => Promise<number>) {
    this.#giveBack = giveBack;
  }

  check({ world }: Readonly<Model>): boolean {
    return world.licences.some(isGivable);
  }

  async run(model: Model, { db }: Real): Promise<void> {
    const before = model.world;
    const { sector } = before.licences.find(isGivable) ?? {};
    if (!sector) return;
    const freed = await this.#giveBack(sector);
    if (freed > 1) fail(model, `one place was returned, and ${freed} were freed`, { sector });
    model.ledger.taken.set(sector, (model.ledger.taken.get(sector) ?? 0) - freed);
    if (freed === 1) model.seen.set("giveBack", new Set(["done"]));
    model.done.set("giveBack", (model.done.get("giveBack") ?? 0) + 1);
    model.story.push(`governors return a place of ${sector}`);
    model.world = await look(db, model.world);
    hold(model, before);
  }

  toString(): string {
    return "giveBack";
  }
}

function isGivable({ state, placeReturnedAt }: World["licences"][number]): boolean {
  return state === "REVOKED" && placeReturnedAt === null;
}

function hold(model: Model, before: World): void {
  const wrong = [...unlawful(before, model.world), ...broken(model.world, model.ledger)];
  if (wrong.length > 0) fail(model, wrong.join("\n"), {});
}

/** Enters in the ledger what was done. */
function note(
  { ledger, world }: Model,
  name: string,
  userId: string,
  input: Record<string, unknown>,
  before: World,
): void {
  if (name === "submitReview")
    ledger.scored.add(`${userId} ${row(before.reviews, String(input.reviewId)).applicationId}`);
  const batchId = String(input.batchId);
  if (name === "proposeBatch") ledger.proposers.set(batchId, userId);
  if (name === "reproposeBatch") {
    const known = new Set(before.batches.map(({ id }) => id));
    for (const { id } of world.batches) if (!known.has(id)) ledger.proposers.set(id, userId);
  }
  // An approval that does not reach the quorum decides nothing yet.
  const isApproved = name === "approveBatch" && row(world.batches, batchId).state === "APPROVED";
  if (isApproved) ledger.approvers.set(batchId, userId);
  for (const id of judged(name, input, before))
    if (isClose(before, userId, id)) ledger.partial.add(`${name} by ${userId} on ${id}`);
  if (!isApproved && name !== "cancelBatch") return;
  for (const { applicationId, seats } of row(before.batches, batchId).items) {
    const { sector } = row(before.institutions, row(before.applications, applicationId).institutionId);
    ledger.taken.set(sector, (ledger.taken.get(sector) ?? 0) + (name === "approveBatch" ? seats : -seats));
  }
}

/** The institutions on which a command decides. */
function judged(name: string, input: Record<string, unknown>, world: World): string[] {
  const { institutionId, reviewId, batchId, licenceId, licenceChangeId, renewalId } = input;
  const applicant = (id: string) => row(world.applications, id).institutionId;
  const onInstitution = [
    "verifyInstitution",
    "returnInstitution",
    "proposeDecline",
    "suspendInstitution",
    "liftSuspension",
  ];
  if (onInstitution.includes(name)) return [String(institutionId)];
  if (name === "suspendLicence" || name === "proposeChange")
    return [row(world.licences, String(licenceId)).institutionId];
  if (name === "approveChange" || name === "rejectChange") {
    const change = row(world.licenceChanges, String(licenceChangeId));
    return [row(world.licences, change.licenceId).institutionId];
  }
  if (["proposeRenewal", "approveRenewal", "declineRenewal"].includes(name))
    return [row(world.renewals, String(renewalId)).institutionId];
  if (name === "approveRenewals")
    return (input.renewals as { renewalId: string }[]).map((one) => row(world.renewals, one.renewalId).institutionId);
  if (name === "submitReview") return [applicant(row(world.reviews, String(reviewId)).applicationId)];
  if (name === "proposeBatch" || name === "reproposeBatch" || name === "approveBatch" || name === "cancelBatch")
    return row(world.batches, String(batchId)).items.map(({ applicationId }) => applicant(applicationId));
  return [];
}

async function lastEvent(db: Db): Promise<bigint> {
  return (await db.auditEvent.findFirst({ orderBy: { id: "desc" }, select: { id: true } }))?.id ?? 0n;
}

function fail({ story }: Model, what: string, input: Record<string, unknown>): never {
  const told = story.slice(-25).map((line, at) => `${story.length - Math.min(25, story.length) + at + 1}. ${line}`);
  throw new Error(
    `${what}\n${JSON.stringify(input, (key, value) => (key === "bytes" ? "…" : value))}\n${told.join("\n")}`,
  );
}
