import { expect, test } from "vitest";
import { archiveLog } from "../lib/chain/archiving.ts";
import { shortOfDays, watchRunway } from "../lib/chain/runway.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { createIdentity, loadIdentity } from "../lib/platform/chain/identity.ts";
import { daysLeft, provisionsOf } from "../lib/platform/chain/runway.ts";
import { person } from "../lib/platform/testing/persons.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { testChain } from "./testing/chain.ts";
import { decideAct } from "./testing/registry.ts";

const { db } = await testDatabase();
const { network, folder, keyFile } = await testChain();
const chain = openChain(network, loadIdentity(keyFile));
const { licence_registry, messenger, log_archive } = network.canisters;
const letters = () => db.mail.findMany({ where: { letter: "runwayShort" }, orderBy: { id: "asc" } });
const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

test("the portal sees what its canisters live on, and nobody else does", async () => {
  for (const canister of [licence_registry, messenger, log_archive ?? ""])
    expect(await provisionsOf(chain, canister)).toMatchObject({
      cycles: expect.any(BigInt),
      idlePerDay: 0n,
      freezingSeconds: 2_592_000n,
    });
  const stranger = openChain(network, createIdentity(`${folder}/stranger.pem`));
  await expect(provisionsOf(stranger, licence_registry)).rejects.toMatchObject({ kind: "rejected" });
});

test("days are counted to the frozen end, not to the last cycle", () => {
  const idlePerDay = 1_000_000_000n;
  const left = (days: bigint) => daysLeft({ cycles: idlePerDay * days, idlePerDay, freezingSeconds: 30n * 86_400n });
  expect([left(130n), left(31n), left(30n), left(0n)]).toEqual([100, 1, 0, 0]);
  expect(daysLeft({ cycles: 0n, idlePerDay: 0n, freezingSeconds: 1n })).toBeNull();
});

test("operators hear once a day of a canister that runs short, and of none that does not", async () => {
  const operator = await person(db, { roles: ["OPERATOR"] });
  await person(db, { roles: ["ADMINISTRATOR"] });
  expect((await watchRunway(chain)).map(({ days }) => days)).toEqual([null, null, null]);
  expect(await letters()).toEqual([]);
  const provisions = async (_: unknown, canister: string) => {
    const days = canister === messenger ? 12 : shortOfDays;
    return { cycles: BigInt(days), idlePerDay: 1n, freezingSeconds: 0n };
  };
  for (const after of [0, 1, 23]) await watchRunway(chain, hours(after), provisions);
  const { email } = await db.user.findUniqueOrThrow({ where: { id: operator.userId } });
  const [letter, ...more] = await letters();
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ to: email, subject: "The messenger’s directory can pay for 12 more days" });
  await watchRunway(chain, hours(25), provisions);
  expect(await letters()).toHaveLength(2);
});

test("the older part of the log goes to the archive that the governors named, once there is enough of it", async () => {
  expect(await archiveLog(chain, 1)).toBe(0);
  await decideAct(network, { kind: "archive", canister: log_archive ?? "", keep: 2 });
  expect(await archiveLog(chain)).toBe(0);
  // Three blocks of the beginning and three of the motion, of which two stay.
  expect(await archiveLog(chain, 1)).toBe(4);
  expect(await archiveLog(chain, 1)).toBe(0);
  await decideAct(network, { kind: "archive", canister: licence_registry, keep: 2 });
  // Another canister than an archive takes nothing, and the worker says so.
  await expect(archiveLog(chain, 1)).rejects.toMatchObject({ kind: "rejected" });
});
