/** The command line: `node verify/cli.ts <number> --url https://portal`. See `USAGE` and the exit codes in it. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { VerifyError } from "./errors.ts";
import {
  checkAccounts,
  checkEvidence,
  checkFigures,
  checkFile,
  checkHandle,
  checkPrincipal,
  checkProof,
  type PortableProof,
  parseNumber,
  verifyAccounts,
  verifyFigures,
  verifyFile,
  verifyLicence,
  verifySigner,
} from "./index.ts";
import { folderCommand, isFolderCommand, wrongOrder } from "./log/main.ts";
import { describedAt, parseNetwork } from "./network.ts";
import { checkPaper } from "./paper/check.ts";
import { codesInFile } from "./paper/files.ts";
import {
  type AnyVerdict,
  accountsReport,
  EXIT,
  evidenceReport,
  exitCode,
  figuresJson,
  figuresReport,
  fileExit,
  fileReport,
  jsonOf,
  jsonPaperReport,
  jsonReport,
  paperReport,
  signerReport,
  subjectOf,
  textReport,
} from "./report.ts";

/** How it was called: from the project's folder, or as the package's command. */
const ME = import.meta.filename.endsWith(".ts") ? "node verify/cli.ts" : "sanad-verify";
const USAGE = `Checks a licence against the subnet's certificate, trusting the root key and nothing else.

  ${ME} <number>              a licence, such as SND-7K3M9-QX2VB-C
  ${ME} figures               how many licences there are, by programme, phase and sector
  ${ME} accounts              how many messenger accounts there are
  ${ME} file <file>           a file of figures: is it the one whose digest was noted under its name?
  ${ME} <file> …              a licence on paper: its PDF, photographs of its codes, or their text; asks nobody
  ${ME} --handle <handle>     a messenger account by its handle
  ${ME} --principal <id>      a messenger account by its owner's principal
  ${ME} --signer              who signs: the subnet, its computers, the canisters' programs and their controllers
  ${ME} --evidence <file>     the evidence of a batch: scores, plan, approvals, licences
  ${ME} mirror <folder>       follow the registry's log into a folder, up to its certified tip
  ${ME} rebuild <folder>      rebuild every licence from the folder, and compare with the network if one is named
  ${ME} monitor <folder>      mirror, rebuild and compare, ask for a licence, write what was found to monitor.json
  ${ME} compare <folder> <folder, tip.json or its address>    were two followers shown the same log?
  ${ME} consistency <folder> <blocks> <blocks>    write a proof that the log of the one size became that of the other
  ${ME} consistent <file>     does such a proof hold? Asks nobody
  ${ME} alarm <file>          does a monitor's evidence prove what it says?

  --url <address>     take the network from a portal's /api/v1/network, or from the registry's own
  --network <file>    take the network from a file of that form: the root key is then yours, not the portal's
  --proof <file>      check a saved proof instead of asking the network: /api/v1/licences/<number>, or one of the page's
  --name <name>       of a file: the name under which it was handed out, if it is called otherwise now
  --every <time>      of monitor: look again and again, such as every 5m
  --canary <number>   of monitor: the licence to ask for every day
  --with <address>    of monitor: another's tip to compare with, such as a portal's /api/v1/log/tip
  --json              print the verdict with its proof as JSON

A licence on paper is judged as of the day of the paper; what became of it since, paper cannot tell.

Exit codes: 0 valid, or evidence that holds; 1 suspended, revoked, expired or not in force yet, or evidence that does
not hold, or a file that is another than was noted; 2 no licence has this number, or no digest this name; 3 cannot be checked now; 64 wrong usage. Of a folder's commands: 0 all holds,
1 an alarm, whose name is printed, 3 cannot be checked now.
`;

class UsageError extends Error {}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
  console.error(isUsage ? `${error.message}\n\n${USAGE}` : `cannot be checked now: ${messageOf(error)}`);
  process.exitCode = isUsage ? EXIT.usage : EXIT.unchecked;
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      url: { type: "string" },
      network: { type: "string" },
      handle: { type: "string" },
      principal: { type: "string" },
      proof: { type: "string" },
      name: { type: "string" },
      evidence: { type: "string" },
      signer: { type: "boolean", default: false },
      canary: { type: "string" },
      every: { type: "string" },
      with: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return EXIT.good;
  }
  const [number, ...more] = positionals;
  if (isFolderCommand(number)) return inFolder(number, more, values);
  if (number === "file") return reportFile(more, values);
  if (number !== undefined && existsSync(number)) return reportPaper(positionals, values);
  const signer = values.signer ? "the signer" : undefined;
  const subjects = [number, values.handle, values.principal, values.evidence, signer].filter(
    (subject) => subject !== undefined,
  );
  if (subjects.length !== 1 || more.length > 0)
    throw new UsageError("Name one number, handle, principal or file of evidence, or ask for the signer.");
  if ((values.url === undefined) === (values.network === undefined)) throw new UsageError("Give --url or --network.");
  const isFigures = number === "figures";
  const isAccounts = number === "accounts";
  if (number !== undefined && !isFigures && !isAccounts) refuseWrongNumber(number);

  const network = values.network === undefined ? await fetchNetwork(values.url ?? "") : await readJson(values.network);
  if (values.evidence !== undefined) {
    const verdict = checkEvidence({ network, evidence: await readJson(values.evidence) });
    console.log(values.json ? JSON.stringify(verdict, null, 2) : evidenceReport(verdict));
    return verdict.holds ? EXIT.good : EXIT.notInForce;
  }
  if (values.signer) return reportSigners(network, values.json);
  if (isFigures) return reportFigures(network, values);
  if (isAccounts) return reportAccounts(network, values);
  const verdict = await check({ ...values, network, number });
  const demonstration = isObject(network) && network.demonstration === true;
  const subject = number === undefined ? String(subjects[0]) : subjectOf(parseNumber(number));
  console.log((values.json ? jsonReport : textReport)(subject, verdict, demonstration));
  return exitCode(verdict);
}

interface FolderOptions {
  url?: string | undefined;
  network?: string | undefined;
  canary?: string | undefined;
  every?: string | undefined;
  with?: string | undefined;
  json: boolean;
}

async function inFolder(word: string, places: string[], options: FolderOptions): Promise<number> {
  const { url, network, canary, every, json } = options;
  if (url !== undefined && network !== undefined) throw new UsageError("Give --url or --network, not both.");
  if (canary !== undefined) refuseWrongNumber(canary);
  const described = network === undefined ? url && (await fetchNetwork(url)) : await readJson(network);
  const order = { word, places, description: described ?? null, asJson: json, every, other: options.with };
  const whole = { ...order, canary: canary === undefined ? undefined : parseNumber(canary) };
  const wrong = wrongOrder(whole);
  if (wrong !== null) throw new UsageError(wrong);
  return folderCommand(whole);
}

interface PaperOptions {
  url?: string | undefined;
  network?: string | undefined;
  json: boolean;
}

interface FileOptions extends PaperOptions {
  name?: string | undefined;
  proof?: string | undefined;
}

/** A file that a portal handed out, by the digest that was noted under its name. */
async function reportFile(
  [file, ...more]: string[],
  { url, network, name, proof, json }: FileOptions,
): Promise<number> {
  if (file === undefined || more.length > 0) throw new UsageError("Name one file.");
  if ((url === undefined) === (network === undefined)) throw new UsageError("Give --url or --network.");
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  const description = network === undefined ? await fetchNetwork(url ?? "") : await readJson(network);
  const asked = { network: description, name: name ?? path.basename(file), bytes: new Uint8Array(bytes) };
  const verdict =
    proof === undefined ? await verifyFile(asked) : checkFile({ ...asked, proof: savedProof(await readJson(proof)) });
  const demonstration = isObject(description) && description.demonstration === true;
  const report = json
    ? jsonOf({ subject: asked.name, demonstration, ...verdict })
    : fileReport(asked.name, verdict, demonstration);
  console.log(report);
  return fileExit(verdict);
}

/** A licence on paper, whose codes may lie in several files. */
async function reportPaper(files: string[], { url, network, json }: PaperOptions): Promise<number> {
  if ((url === undefined) === (network === undefined)) throw new UsageError("Give --url or --network.");
  const description = network === undefined ? await fetchNetwork(url ?? "") : await readJson(network);
  const texts = await Promise.all(files.map(codesOfFile));
  const verdict = checkPaper({ network: description, text: texts.join("\n") });
  const demonstration = isObject(description) && description.demonstration === true;
  console.log((json ? jsonPaperReport : paperReport)(files.join(", "), verdict, demonstration));
  return exitCode(verdict);
}

/** The codes in a file: as text if they stand in it, otherwise as the picture shows them. */
async function codesOfFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  const text = await codesInFile(bytes);
  if (text !== "") return text;
  const { codesInPicture, prepareDecoder } = await import("./paper/scan.ts");
  prepareDecoder(await readFile(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"))));
  return (await codesInPicture(bytes).catch(() => [])).join("\n");
}

/** The signer of each canister that the network names. The exit code is that of the worst answer. */
async function reportSigners(network: unknown, isJson: boolean): Promise<number> {
  const { canisters } = parseNetwork(network);
  const kinds = ["licenceRegistry", ...(canisters.messenger ? (["messenger"] as const) : [])] as const;
  const verdicts = await Promise.all(kinds.map((canister) => verifySigner({ network, canister })));
  const reports = verdicts.map((verdict, i) => signerReport(kinds[i] ?? "licenceRegistry", verdict));
  console.log(isJson ? jsonOf(Object.fromEntries(kinds.map((kind, i) => [kind, verdicts[i]]))) : reports.join("\n\n"));
  return verdicts.every(({ answer }) => answer === "signed") ? EXIT.good : EXIT.unchecked;
}

/** Every figure with its proof. The exit code says whether it holds. */
async function reportFigures(network: unknown, { proof, json }: { proof?: string | undefined; json: boolean }) {
  const verdict =
    proof === undefined
      ? await verifyFigures({ network })
      : checkFigures({ network, proof: savedProof(await readJson(proof)) });
  const demonstration = isObject(network) && network.demonstration === true;
  console.log((json ? figuresJson : figuresReport)(verdict, demonstration));
  return verdict.answer === "figures" ? EXIT.good : EXIT.unchecked;
}

/** How many messenger accounts there are. The exit code says whether it holds. */
async function reportAccounts(network: unknown, { proof, json }: { proof?: string | undefined; json: boolean }) {
  const verdict =
    proof === undefined
      ? await verifyAccounts({ network })
      : checkAccounts({ network, proof: savedProof(await readJson(proof)) });
  const demonstration = isObject(network) && network.demonstration === true;
  console.log(json ? jsonOf({ demonstration, ...verdict }) : accountsReport(verdict, demonstration));
  return verdict.answer === "accounts" ? EXIT.good : EXIT.unchecked;
}

interface Asked {
  readonly network: unknown;
  readonly number?: string | undefined;
  readonly handle?: string | undefined;
  readonly principal?: string | undefined;
  readonly proof?: string | undefined;
}

async function check({ network, number, handle, principal, proof }: Asked): Promise<AnyVerdict> {
  if (handle !== undefined) return checkHandle({ network, handle });
  if (principal !== undefined) return checkPrincipal({ network, principal });
  if (proof !== undefined)
    return checkProof({ network, number: number ?? "", proof: savedProof(await readJson(proof)) });
  return verifyLicence({ network, number: number ?? "" });
}

function refuseWrongNumber(number: string): void {
  try {
    parseNumber(number);
  } catch (error) {
    throw new UsageError(
      `This is no licence number: ${messageOf(error)} (${error instanceof VerifyError ? error.code : ""}).`,
    );
  }
}

async function fetchNetwork(address: string): Promise<unknown> {
  if (!URL.canParse(address)) throw new UsageError("--url takes a web address.");
  const response = await fetch(new URL("/api/v1/network", address), { signal: AbortSignal.timeout(15_000) });
  if (!response.ok) throw new Error(`the portal answered ${response.status}`);
  return describedAt(address, await response.json());
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  return JSON.parse(text);
}

/** The proof in a saved reply of the portal, or standing alone. */
function savedProof(saved: unknown): PortableProof {
  const proof = isObject(saved) && isObject(saved.proof) ? saved.proof : saved;
  if (!isObject(proof) || typeof proof.certificate !== "string" || typeof proof.witness !== "string") {
    throw new UsageError("The file holds no proof.");
  }
  return { certificate: proof.certificate, witness: proof.witness };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown fault";
}
