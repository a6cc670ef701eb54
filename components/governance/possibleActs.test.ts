import { Principal } from "@dfinity/principal";
import { describe, expect, test } from "vitest";
import { askedAct, possibleActs } from "./possibleActs";

const someone = (n: number) => Principal.selfAuthenticating(Uint8Array.of(n)).toText();
const roles = [
  { principal: someone(1), role: "issuer" as const },
  { principal: someone(2), role: "governor" as const },
];

describe("what a governor may move", () => {
  test("takes a role from whoever has one, the portal's key among them, and gives one to officials who have none", () => {
    const officials = [
      { principal: someone(2), role: "governor" as const },
      { principal: someone(3), role: "approver" as const },
    ];
    expect(possibleActs({ roles }, { officials, caps: null })).toEqual([
      { kind: "grant", principal: someone(3), role: "approver" },
      { kind: "withdraw", principal: someone(1), role: "issuer" },
      { kind: "withdraw", principal: someone(2), role: "governor" },
    ]);
  });

  test("lets another key of the portal's write, where it is an identity and holds no role", () => {
    const asked = (key: string | string[]) => askedAct({ key }, { roles });
    expect(asked(` ${someone(4)} `)).toEqual({ kind: "grant", principal: someone(4), role: "issuer" });
    for (const key of ["", "somebody", someone(1), someone(2), [someone(4)]]) expect(asked(key)).toBeUndefined();
  });

  test("is another rule, places or an archive by their fields, and nothing beyond their limits", () => {
    expect(askedAct({ approvals: "2", governors: "3", hours: "24" }, { roles })).toMatchObject({ kind: "policy" });
    expect(askedAct({ approvals: "1", governors: "3", hours: "24" }, { roles })).toBeUndefined();
    expect(askedAct({ sector: "education", places: "5" }, { roles })).toEqual({
      ...{ kind: "returnPlaces", sector: "education", places: 5 },
    });
    expect(askedAct({ archive: someone(5), keep: "1000" }, { roles })).toMatchObject({ kind: "archive", keep: 1000 });
    expect(askedAct({ archive: someone(5), keep: "0" }, { roles })).toBeUndefined();
  });
});
