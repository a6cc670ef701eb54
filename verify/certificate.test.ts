import { describe, expect, it } from "vitest";
import {
  CertificateChecker,
  type CertificateStep,
  DELEGATION_MAX_AGE,
  decodeCertificate,
  type Trust,
} from "./certificate.ts";
import { VerifyError } from "./errors.ts";
import { selfAuthenticating } from "./principal.ts";
import { canisterId, KeyPair, type Making, makeCertificate, RANGE, ROOT, SUBNET_ID } from "./testing/subnet.ts";
import { flatten, fork, labeled, level, prune } from "./testing/trees.ts";

const SECOND = 1_000_000_000n;
const MINUTE = 60n * SECOND;
const NOW = 1_800_000_000n * SECOND;
const certifiedData = new Uint8Array(32).fill(7);
const honest: Making = { certifiedData, time: NOW - 3n * SECOND, delegationTime: NOW - 3n * 24n * 60n * MINUTE };
const CANISTER = canisterId(7);
const trust = { canisterId: CANISTER, subnetId: SUBNET_ID, now: NOW };

type Against = Omit<Trust, "rootKey">;

function check(making: Partial<Making>, changes: Partial<Against> = {}) {
  return checkBytes(makeCertificate({ ...honest, ...making }), { ...trust, ...changes });
}

function checkBytes(bytes: Uint8Array, against: Against = trust) {
  const done: CertificateStep[] = [];
  try {
    const certified = new CertificateChecker(ROOT.der).check(bytes, against, (step) => done.push(step));
    return { ...certified, code: "checked", done };
  } catch (error) {
    return { code: error instanceof VerifyError ? error.code : String(error), done };
  }
}

describe("an honest certificate", { timeout: 60_000 }, () => {
  it("tells what the canister certified, who signed, and both ages", () => {
    expect(check({})).toEqual({
      code: "checked",
      certifiedData,
      time: honest.time,
      subnetId: SUBNET_ID,
      delegationTime: honest.delegationTime,
      done: ["delegation", "signature", "range", "age"],
    });
  });

  it.each(["sharded", "whole", "both"] as const)("may show its ranges in the %s form", (rangeForm) => {
    const ranges = [
      [canisterId(1), canisterId(3)],
      [canisterId(5), canisterId(8)],
      [canisterId(10), canisterId(12)],
      [canisterId(20), canisterId(25)],
    ] as const;
    for (const shardSize of [1, 2]) {
      expect(check({ rangeForm, ranges, shardSize }).code).toBe("checked");
      expect(check({ rangeForm, ranges: ranges.toSpliced(1, 1), shardSize }).code).toBe("canister-out-of-range");
    }
  });

  it("may come from the root subnet itself, whose id is its key's", () => {
    const root = check({ isRoot: true }, { subnetId: null });
    expect(root).toMatchObject({ code: "checked", delegationTime: null, subnetId: selfAuthenticating(ROOT.der) });
    expect(check({ isRoot: true }).code).toBe("subnet-mismatch");
  });

  it("may be judged without a subnet named", () => {
    expect(check({}, { subnetId: null }).code).toBe("checked");
  });

  it("holds at the very limits of age", () => {
    expect(check({ time: NOW - 5n * MINUTE }).code).toBe("checked");
    expect(check({ time: NOW + 5n * MINUTE }).code).toBe("checked");
    expect(check({ delegationTime: NOW - DELEGATION_MAX_AGE }).code).toBe("checked");
  });
});

describe("a certificate that proves nothing", { timeout: 60_000 }, () => {
  it("is too old, or from the future", () => {
    expect(check({ time: NOW - 5n * MINUTE - 1n }).code).toBe("certificate-too-old");
    expect(check({ time: NOW + 5n * MINUTE + 1n }).code).toBe("certificate-from-future");
    expect(check({ delegationTime: NOW - DELEGATION_MAX_AGE - 1n }).code).toBe("delegation-too-old");
    expect(check({ delegationTime: NOW + 5n * MINUTE + 1n }).code).toBe("delegation-from-future");
  });

  it("is another subnet's", () => {
    expect(check({}, { subnetId: SUBNET_ID.with(3, 0) }).code).toBe("subnet-mismatch");
  });

  it("is for a canister outside the subnet's ranges", () => {
    for (const rangeForm of ["sharded", "whole", "both"] as const) {
      expect(check({ rangeForm, ranges: [[canisterId(8), canisterId(99)]] }).code).toBe("canister-out-of-range");
      expect(check({ rangeForm, ranges: [[canisterId(0), canisterId(6)]] }).code).toBe("canister-out-of-range");
    }
    expect(check({ rangeForm: "none" }).code).toBe("canister-out-of-range");
    expect(check({ ranges: [] }).code).toBe("canister-out-of-range");
  });

  it("hides the ranges by pruning", () => {
    const hide = (name: string) => (tree: Parameters<NonNullable<Making["pruneDelegation"]>>[0]) =>
      flatten(tree)
        .map((node) => (node.kind === "labeled" && Buffer.from(node.label).toString() === name ? prune(node) : node))
        .reduceRight((right, left) => fork(left, right));
    // The honest tree here is level([canister_ranges, subnet, time]): fork(canister_ranges, fork(subnet, time)).
    expect(check({ rangeForm: "sharded", pruneDelegation: hide("canister_ranges") }).code).toBe(
      "canister-out-of-range",
    );
    expect(check({ rangeForm: "both", pruneDelegation: hide("canister_ranges") }).code).toBe("checked");
    expect(check({ pruneDelegation: hide("subnet") }).code).toBe("delegation-keyless");
    expect(check({ pruneDelegation: hide("time") }).code).toBe("certificate-malformed");
  });

  it("is signed by somebody else", () => {
    const stranger = new KeyPair(9);
    expect(check({ subnetSigner: stranger }).code).toBe("certificate-signature");
    expect(check({ rootSigner: stranger }).code).toBe("delegation-signature");
    expect(check({ rootSigner: stranger, subnetSigner: stranger }).code).toBe("delegation-signature");
    expect(check({ isRoot: true, subnetSigner: stranger }, { subnetId: null }).code).toBe("certificate-signature");
    expect(check({ subnetSigner: ROOT }).code).toBe("certificate-signature");
  });

  it("has a delegation within its delegation", () => {
    expect(check({ isNested: true }).code).toBe("delegation-nested");
  });

  it("is of another canister", () => {
    expect(check({ canisterId: canisterId(8) }).code).toBe("certified-data-missing");
  });

  it("certifies anything but 32 bytes", () => {
    expect(check({ certifiedData: new Uint8Array(31) }).code).toBe("certified-data-missing");
  });

  it("shows no time, or not the certified data", () => {
    const without = (name: string) => (tree: Parameters<NonNullable<Making["prune"]>>[0]) => {
      const rewrite = (node: typeof tree): typeof tree => {
        if (node.kind === "fork") return fork(rewrite(node.left), rewrite(node.right));
        return node.kind === "labeled" && Buffer.from(node.label).toString() === name ? prune(node) : node;
      };
      return rewrite(tree);
    };
    expect(check({ prune: without("time") }).code).toBe("certificate-malformed");
    expect(check({ prune: without("canister") }).code).toBe("certified-data-missing");
  });

  it("has anything changed in the tree", () => {
    const changed = check({
      prune: () => level([[new TextEncoder().encode("time"), labeled(certifiedData, prune(level([])))]]),
    });
    expect(changed.code).toBe("certificate-signature");
  });
});

describe("a flipped bit", { timeout: 60_000 }, () => {
  it("anywhere in a certificate leaves nothing proved", { timeout: 120_000 }, () => {
    const bytes = makeCertificate(honest);
    expect(checkBytes(bytes).code).toBe("checked");
    // Every fifth byte, another bit each time: all parts are reached, and a pairing costs 25 ms.
    for (let at = 0; at < bytes.length; at += 5) {
      const broken = bytes.slice();
      broken[at] = (broken[at] ?? 0) ^ (1 << (at % 8));
      const { code } = checkBytes(broken);
      expect(code, `byte ${at}`).not.toBe("checked");
      expect(code, `byte ${at}`).not.toMatch(/internal|Error/);
    }
  });
});

describe("a checker", { timeout: 60_000 }, () => {
  it("remembers a signature by all of its bytes, and judges the rest anew", () => {
    const checker = new CertificateChecker(ROOT.der);
    const bytes = makeCertificate(honest);
    const first = checker.check(bytes, trust, () => {});
    expect(checker.check(bytes, trust, () => {})).toEqual(first);
    const later = { ...trust, now: NOW + 6n * MINUTE };
    expect(() => checker.check(bytes, later, () => {})).toThrow(
      expect.objectContaining({ code: "certificate-too-old" }),
    );
    const other = { ...trust, subnetId: SUBNET_ID.with(0, 0) };
    expect(() => checker.check(bytes, other, () => {})).toThrow(expect.objectContaining({ code: "subnet-mismatch" }));
    const beyond = { ...trust, canisterId: RANGE[1].with(7, 0xff).with(4, 1) };
    expect(() => checker.check(bytes, beyond, () => {})).toThrow(
      expect.objectContaining({ code: "canister-out-of-range" }),
    );
  });

  it("does not lend one certificate's signature to another under the same delegation", () => {
    const checker = new CertificateChecker(ROOT.der);
    checker.check(makeCertificate(honest), trust, () => {});
    const forged = makeCertificate({ ...honest, certifiedData: new Uint8Array(32), subnetSigner: new KeyPair(9) });
    expect(() => checker.check(forged, trust, () => {})).toThrow(
      expect.objectContaining({ code: "certificate-signature" }),
    );
  });

  it("refuses a root key that is none", () => {
    for (const key of [ROOT.der.slice(1), ROOT.der.with(2, 0), ROOT.der.with(100, 0), ROOT.der.with(37, 0xc0)]) {
      expect(() => new CertificateChecker(key)).toThrow(expect.objectContaining({ code: "network-invalid" }));
    }
  });
});

describe("decoding a certificate", { timeout: 60_000 }, () => {
  it("refuses unknown fields and missing ones", () => {
    for (const bytes of [Uint8Array.of(), Uint8Array.of(0xa0), Uint8Array.of(0x80), Uint8Array.of(0xd9, 0xd9, 0xf7)]) {
      expect(() => decodeCertificate(bytes)).toThrow(expect.objectContaining({ code: "certificate-malformed" }));
    }
  });
});
