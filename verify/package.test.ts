import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import qrcode from "qrcode-generator";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeCbor } from "./cbor.ts";
import { paperProof, splitPaper } from "./index.ts";
import { holderCommitment } from "./labels.ts";
import { answered, ed25519Key, IDENTITY, principalOf, SALT } from "./testing/holder.ts";
import { ABSENT_NUMBER, DAY, NUMBERS, proofOf, recordFields, records, registryTree } from "./testing/registry.ts";
import { type Served, serveProofs } from "./testing/server.ts";
import { KeyPair } from "./testing/subnet.ts";

const [NUMBER = "", REVOKED = "", FORGED = "", HELD = ""] = NUMBERS;
const COMPILER = path.join(path.dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");
const run = promisify(execFile);
/** Nothing from elsewhere, and this Node. */
const env = {
  ...process.env,
  PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
  npm_config_offline: "true",
};
let base: string;
let served: Served;
let network: string;

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), "sanad-package-"));
  const now = BigInt(Date.now()) * 1_000_000n;
  const times = { issued: now - DAY, validFrom: now - DAY, validUntil: now + DAY, statusSince: now - DAY };
  const all = new Map(records());
  all.set(REVOKED, encodeCbor(recordFields(REVOKED, { ...times, status: "revoked", reason: "termsBreach" })));
  all.set(HELD, encodeCbor(recordFields(HELD, { ...times, holder: holderCommitment(SALT, principalOf(IDENTITY)) })));
  const tree = registryTree(all);
  served = await serveProofs((argument) => {
    const asked = Buffer.from(argument).toString().slice(-14);
    const time = BigInt(Date.now()) * 1_000_000n;
    const forged = asked === FORGED && { subnetSigner: new KeyPair(9) };
    return proofOf(asked, { tree, making: { time, delegationTime: time - DAY, ...forged } });
  });
  network = path.join(base, "network.json");
  await writeFile(network, JSON.stringify(served.network));
  await writeFile(path.join(base, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["pack", "--pack-destination", base], { cwd: import.meta.dirname, env });
  const [tarball = ""] = (await readdir(base)).filter((name) => name.endsWith(".tgz"));
  await run("npm", ["install", "--no-audit", "--no-fund", path.join(base, tarball)], { cwd: base, env });
}, 120_000);

afterAll(async () => {
  served.close();
  await rm(base, { recursive: true });
});

async function verify(...args: string[]): Promise<{ code: number; out: string }> {
  return run(path.join(base, "node_modules/.bin/sanad-verify"), args, { cwd: base, env }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    ({ code, stdout, stderr }) => ({ code, out: stdout + stderr }),
  );
}

describe("the package, as another system installs it without a network", { timeout: 60_000 }, () => {
  it("has one package alone, no TypeScript but types, no host and no path of its maker's, and the licences of what is inside", async () => {
    const installed = path.join(base, "node_modules");
    expect((await readdir(installed)).filter((name) => !name.startsWith("."))).toEqual(["sanad-verify"]);
    const files = await readdir(path.join(installed, "sanad-verify"), { recursive: true });
    expect(files.filter((name) => /(?<!\.d)\.ts$/.test(name))).toEqual([]);
    for (const name of files.filter((file) => file.endsWith(".js"))) {
      const text = await readFile(path.join(installed, "sanad-verify", name), "utf8");
      expect(text, name).not.toMatch(/jsdelivr|127\.0\.0\.1/);
      expect(text, name).not.toContain(path.resolve(import.meta.dirname, ".."));
    }
    const licences = await readFile(path.join(installed, "sanad-verify/dist/licences.md"), "utf8");
    for (const name of ["@noble/curves", "@noble/hashes", "zxing-wasm"]) expect(licences).toContain(`## ${name} - `);
    const own = await readFile(path.join(installed, "sanad-verify/LICENSE"), "utf8");
    expect(own).toMatch(/^\s+Apache License\s+Version 2\.0, January 2004/);
  });

  it("answers with the command line's exit codes: valid, revoked, nobody's, forged, and wrong usage", async () => {
    const found = await verify(NUMBER, "--network", network, "--json");
    expect(found.code).toBe(0);
    expect(JSON.parse(found.out)).toMatchObject({ answer: "valid" });
    expect(await verify(REVOKED, "--network", network)).toMatchObject({
      code: 1,
      out: expect.stringContaining("revoked"),
    });
    expect((await verify(ABSENT_NUMBER, "--network", network)).code).toBe(2);
    expect(await verify(FORGED, "--network", network)).toMatchObject({
      code: 3,
      out: expect.stringContaining("certificate-signature"),
    });
    const wrong = await verify("SND-1", "--network", network);
    expect(wrong.code).toBe(64);
    expect(wrong.out).toContain("sanad-verify <number or link>");
  });

  it("reads a file: a licence's codes as text, and as a picture", async () => {
    const time = BigInt(Date.now()) * 1_000_000n;
    const proof = proofOf(NUMBER, { making: { time, delegationTime: time - DAY } });
    const codes = splitPaper(paperProof(served.network, NUMBER, proof), 2);
    await writeFile(path.join(base, "codes.txt"), codes.join("\n"));
    expect((await verify(path.join(base, "codes.txt"), "--network", network)).code).toBe(0);
    const pictures = await Promise.all(codes.map((code, n) => pictureOf(code, `${n}.png`)));
    const read = await verify(...pictures, "--network", network);
    expect(read).toMatchObject({ code: 0, out: expect.stringMatching(/valid/i) });
  });

  it("is a library with the same answer", async () => {
    const script = `
      import { readFileSync } from "node:fs";
      import { createVerifier } from "sanad-verify";
      const verifier = createVerifier(JSON.parse(readFileSync(process.argv[2], "utf8")));
      const { answer, record } = await verifier.licence(process.argv[3]);
      console.log(answer, record.number);`;
    await writeFile(path.join(base, "other.js"), script);
    const { stdout } = await run(process.execPath, ["other.js", network, NUMBER], { cwd: base, env });
    expect(stdout).toBe(`valid ${NUMBER}\n`);
  });
});

describe("the package, in a system that asks who holds a licence", { timeout: 60_000 }, () => {
  it("makes a challenge, leads to the portal, finds the answer in the address, and checks it", async () => {
    const asked = `
      import { newChallenge, proveAddress } from "sanad-verify/entitlement";
      const challenge = newChallenge({ origin: "https://build.example", licence: process.argv[2] });
      const address = new URL(proveAddress("https://portal.example", challenge, "/back"));
      if (address.pathname !== "/seat/prove") throw new Error(address.href);
      console.log(JSON.stringify(challenge));`;
    const back = `
      import { readFileSync } from "node:fs";
      import { answerIn, verifyHolder } from "sanad-verify/entitlement";
      const [network, challenge] = [process.argv[2], process.argv[3]].map((text) => JSON.parse(text));
      const answer = answerIn(process.argv[4]);
      const verdict = await verifyHolder({ network, challenge, answer });
      console.log(verdict.answer, verdict.fault ?? verdict.record?.institutionName ?? "");`;
    await writeFile(path.join(base, "ask.js"), asked);
    await writeFile(path.join(base, "back.js"), back);
    const node = async (...args: string[]) => (await run(process.execPath, args, { cwd: base, env })).stdout.trim();
    const challenge = JSON.parse(await node("ask.js", HELD));
    const verdictOn = (identity?: ReturnType<typeof ed25519Key>) => {
      const expiration = BigInt(Date.now() + 60_000) * 1_000_000n;
      const answer = answered(challenge, { expiration, ...(identity && { identity }) });
      const fragment = `#sanad-answer=${Buffer.from(JSON.stringify(answer)).toString("base64url")}`;
      return node("back.js", JSON.stringify(served.network), JSON.stringify(challenge), fragment);
    };
    expect(await verdictOn()).toBe("holds University of the Punjab");
    expect(await verdictOn(ed25519Key(33))).toBe("refused other-holder");
  });

  it("has types that a strict compiler takes, and that tell a wrong use", async () => {
    const compile = (options: string[]) =>
      run(process.execPath, [COMPILER, "--strict", "--noEmit", "--target", "es2022", ...options, "consumer.ts"], {
        cwd: base,
        env,
      }).then(
        () => "",
        ({ stdout }) => String(stdout),
      );
    const consumer = `
      import { createVerifier, checkSavedProof, type LicenceVerdict } from "sanad-verify";
      import { answerIn, type Challenge, newChallenge, proveAddress, verifyHolder } from "sanad-verify/entitlement";
      export async function institution(network: unknown, number: string): Promise<string | null> {
        const verdict: LicenceVerdict = await createVerifier(network, { timeout: 5_000 }).licence(number);
        return verdict.answer === "valid" ? verdict.record.institutionName : null;
      }
      export function then(network: unknown, number: string, certificate: string, witness: string): bigint | null {
        const verdict = checkSavedProof({ network, number, proof: { certificate, witness } });
        return verdict.answer === "unchecked" ? null : verdict.evidence.certificateTime;
      }
      export async function holder(network: unknown, licence: string): Promise<string> {
        const challenge: Challenge = newChallenge({ origin: "https://build.example", licence });
        const answer = answerIn(new URL(proveAddress("https://portal.example", challenge)).hash);
        const verdict = await verifyHolder({ network, challenge, answer });
        return verdict.answer === "holds" ? verdict.principal : verdict.answer;
      }`;
    const ways = [
      ["--module", "nodenext", "--moduleResolution", "nodenext"],
      ["--module", "esnext", "--moduleResolution", "bundler"],
    ];
    await writeFile(path.join(base, "consumer.ts"), consumer);
    for (const way of ways) expect(await compile(way)).toBe("");
    await writeFile(path.join(base, "consumer.ts"), consumer.replaceAll("verdict.principal", "verdict.person"));
    for (const way of ways) expect(await compile(way)).toMatch(/'person' does not exist/);
  });
});

async function pictureOf(text: string, name: string): Promise<string> {
  const code = qrcode(0, "M");
  code.addData(text, "Alphanumeric");
  code.make();
  const file = path.join(base, name);
  await sharp(Buffer.from(code.createSvgTag({ cellSize: 4, margin: 16 })))
    .flatten({ background: "#fff" })
    .png()
    .toFile(file);
  return file;
}
