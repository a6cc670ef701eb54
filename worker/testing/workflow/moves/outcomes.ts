import * as outcomes from "../../../../lib/outcomes/commands.ts";
import { allowsEntry, entriesAtMost, hideReasons } from "../../../../lib/outcomes/rules.ts";
import type { Person } from "../../../../lib/platform/auth/actor.ts";
import { move, pick, unless } from "../move.ts";
import { isClose, type World } from "../world.ts";

type Entry = World["entries"][number];

const owner = ({ institutionId }: Entry) => ({ institutionId });

/** Does the institution have a licence that the registry knows? */
const isLicensed = (world: World, institutionId: string) =>
  world.licences.some((licence) => licence.institutionId === institutionId && licence.state !== "PENDING");

const written = (kind: string, luck: number) => ({
  ...{ kind, name: `Prices ${luck}`, sentence: "منڈی کے بھاؤ", startsOn: "2026-01-01" },
  ...(luck % 3 > 0 && { publish: "yes" }),
  ...(kind === "PROJECT" ? { field: "agriculture" } : { people: 40, endsOn: "2026-02-01" }),
});

const on = (world: World) => world.entries;
const there = ({ state }: Entry) => unless(state !== "REMOVED", "notFound");

const judged =
  (act: "hide" | "restore") =>
  (entry: Entry, { userId }: Person, world: World) => [
    ...there(entry),
    ...unless(!isClose(world, userId, entry.institutionId), "conflictOfInterest"),
    ...unless(allowsEntry(entry.state, act), "wrongState"),
  ];

export const outcomeMoves = {
  addEntry: move(outcomes.addEntry, {
    on: (world) => world.institutions,
    owner: ({ id }) => ({ institutionId: id }),
    input: ({ id }, luck, world) => ({
      ...{ institutionId: id, programmeId: world.programmes[0]?.id, key: crypto.randomUUID() },
      ...written(luck % 2 ? "PROJECT" : "TRAINING", luck),
    }),
    refusals: ({ id }, _actor, world) => [
      ...unless(isLicensed(world, id), "invalidInput"),
      ...unless(
        world.entries.filter(({ institutionId, state }) => institutionId === id && state !== "REMOVED").length <
          entriesAtMost,
        "reportFull",
      ),
    ],
  }),
  correctEntry: move(outcomes.correctEntry, {
    ...{ on, owner },
    input: ({ id, version, kind }, luck) => ({ entryId: id, version, ...written(kind, luck) }),
    refusals: there,
  }),
  removeEntry: move(outcomes.removeEntry, {
    ...{ on, owner },
    input: ({ id, version }) => ({ entryId: id, version }),
    refusals: there,
  }),
  confirmReport: move(outcomes.confirmReport, {
    on: (world) => world.institutions,
    owner: ({ id }) => ({ institutionId: id }),
    input: ({ id }) => ({ institutionId: id }),
    refusals: ({ id }, _actor, world) => unless(isLicensed(world, id), "wrongState"),
  }),
  hideEntry: move(outcomes.hideEntry, {
    ...{ on, owner },
    input: ({ id, version }, luck) => ({ entryId: id, version, reason: pick(hideReasons, luck) }),
    refusals: judged("hide"),
  }),
  restoreEntry: move(outcomes.restoreEntry, {
    ...{ on, owner },
    input: ({ id, version }) => ({ entryId: id, version }),
    refusals: judged("restore"),
  }),
};
