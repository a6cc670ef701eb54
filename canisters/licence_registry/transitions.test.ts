import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LicenceRecord, nthNumber, sha256 } from "../testing/encoding.ts";
import { type Acts, type Founded, founded, issueApproved } from "../testing/governance.ts";
import type { ChangeAnswer, ProbeActor, RenewAnswer } from "../testing/idl.ts";
import { entry, plain, sectorCase, single } from "../testing/licences.ts";
import { type Bench, startBench } from "../testing/network.ts";
import { type Act, acts, outcome, printed, type Standing, standings, table } from "../testing/transitions.ts";
import { records } from "../testing/vectors.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

const every = acts.flatMap((act) => standings.map((standing) => ({ act, standing })));
const holder = sha256("a holder");

describe("the table of transitions", () => {
  it("stands in the documentation, line by line", () => {
    const page = readFileSync(path.join(import.meta.dirname, "../../docs/verification.md"), "utf8");
    for (const act of acts) expect(page).toContain(printed(act));
  });

  it("admits of every act in every standing what the documentation says, and nothing else", async () => {
    const probe: ProbeActor = await bench.probe();
    const now = 1_000n;
    const [example] = records;
    if (!example) throw new Error("no record");
    const answers = await probe.admit(
      every.map(({ act, standing: { status, expired, bound } }) => ({
        act: { [act]: null } as { suspend: null },
        now,
        record: {
          ...example,
          sector: sectorCase(example.sector),
          status: { [status]: null } as { active: null },
          holder: bound ? [holder] : [],
          // The end itself is too late already.
          validUntil: expired ? now : now + 1n,
          reason: [],
        },
      })),
    );
    expect(answers).toHaveLength(7 * 3 * 2 * 2);
    for (const [index, { act, standing }] of every.entries()) {
      const expected = outcome(act, standing);
      expect(answers[index], JSON.stringify({ act, standing })).toEqual(
        expected === "illegal"
          ? { err: { illegalTransition: { from: { [standing.status]: null } } } }
          : expected === "expired"
            ? { err: { invalid: "expired" } }
            : { ok: { [expected]: null } },
      );
    }
  });
});

describe("the registry's methods", () => {
  let registry: Founded;
  // Nobody can be bound to a licence that has expired: those who were before it did are the probe's.
  const reachable = every.filter(({ standing }) => !(standing.expired && standing.bound));
  const later = 4_000_000_000_000_000_000n;

  const calls = (
    by: Acts,
  ): Record<Act, (number: string, operation: string) => Promise<ChangeAnswer | RenewAnswer>> => ({
    suspend: (number, operation) => by.suspend({ operation, number, reason: "r", decision: "d" }),
    reinstate: (number, operation) => by.reinstate({ operation, number, reason: "r", decision: "d" }),
    revoke: (number, operation) => by.revoke({ operation, number, reason: "r", decision: "d" }),
    bind: (number, operation) =>
      registry.issuer.bindHolder({ operation, number, reason: "r", decision: "d", commitment: holder }),
    unbind: (number, operation) => registry.issuer.unbindHolder({ operation, number, reason: "r", decision: "d" }),
    rebind: (number, operation) =>
      registry.issuer.rebindHolder({ operation, number, reason: "r", decision: "d", commitment: sha256("another") }),
    renew: (number, operation) =>
      by.renewBatch({ operation, reason: "r", decision: "d", renewals: [{ number, validUntil: later }] }),
  });
  const found = async (number: string): Promise<LicenceRecord> => plain((await registry.stranger.licence(number))[0]);

  it("do what the table admits, refuse the rest by its name, and leave what they refuse as it was", async () => {
    registry = await founded(bench);
    const [call, byIssuer] = [calls(registry.acts), calls(registry.issuer)];
    const notApproved = (needed: number) => ({ err: { notApproved: { needed, approvals: 0 } } });
    const ends = (expired: boolean) => (expired ? { validFrom: 1n, validUntil: 2n } : {});
    const issued = reachable.map(({ standing }, n) => entry(n, ends(standing.expired)));
    expect(await issueApproved(registry, single("all", issued))).toHaveProperty("ok");
    await Promise.all(
      reachable.map(async ({ act, standing: { status, expired, bound } }, n) => {
        const number = nthNumber(n);
        if (bound) await call.bind(number, `bound ${n}`);
        if (status !== "active") await call[status === "suspended" ? "suspend" : "revoke"](number, `became ${n}`);
        const before = await found(number);
        expect(before).toMatchObject({ status, holder: bound ? holder : null });
        const needed = { none: 0, allowance: 0, one: 1, policy: 2 }[table[act].approvals];
        if (needed > 0) expect(await byIssuer[act](number, `act ${n}`)).toEqual(notApproved(needed));
        const answer = await (needed > 0 ? call : byIssuer)[act](number, `act ${n}`);
        const expected = outcome(act, { status, expired, bound } satisfies Standing);
        const said = JSON.stringify({ act, status, expired, bound });
        if (expected === "illegal" || expected === "expired") {
          const error =
            expected === "illegal" ? { illegalTransition: { from: { [status]: null } } } : { invalid: "expired" };
          expect(answer, said).toEqual({ err: act === "renew" ? { refused: [{ index: 0, error }] } : error });
          expect(await found(number), said).toEqual(before);
        } else {
          expect(answer, said).toHaveProperty("ok");
          const after = await found(number);
          expect(after.status, said).toBe(expected);
          expect(after.holder !== null, said).toBe(act === "bind" || (bound && act !== "unbind"));
          expect(after.validUntil, said).toBe(act === "renew" ? later : before.validUntil);
        }
      }),
    );
  });
});
