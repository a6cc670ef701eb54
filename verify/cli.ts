/** The command line: `node verify/cli.ts <number> --url https://portal`. See `USAGE` and the exit codes in it. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { VerifyError } from "./errors.ts";
import {
  checkEvidence,
  checkHandle,
  checkPrincipal,
  checkSavedAccounts,
  checkSavedFigures,
  checkSavedFile,
  checkSavedGovernance,
  checkSavedProof,
  numberIn,
  type Saved,
  savedIn,
  verifyAccounts,
  verifyFigures,
  verifyFile,
  verifyGovernance,
  verifyLicence,
  verifySigner,
} from "./index.ts";
import { folderCommand, isFolderCommand, wrongOrder } from "./log/main.ts";
import { describedAt, parseNetwork } from "./network.ts";
import { findNumber } from "./number.ts";
import { checkPaper } from "./paper/check.ts";
import { codesInFile } from "./paper/files.ts";
import {
  type AnyVerdict,
  accountsReport,
  asOfReport,
  EXIT,
  evidenceReport,
  exitCode,
  figuresJson,
  figuresReport,
  fileExit,
  fileReport,
  governanceReport,
  jsonAsOfReport,
  jsonOf,
  jsonReport,
  signerReport,
  subjectOf,
  textReport,
} from "./report.ts";

/** How it was called: from the project's folder, or as the package's command. */
const ME = import.meta.filename.endsWith(".ts") ? "node verify/cli.ts" : "sanad-verify";
/** Where the network is described, in the folder from which it was called. */
const NETWORK_FILE = "sanad-network.json";
const USAGE = `Checks a licence against the subnet's certificate, trusting the root key and nothing else.

  ${ME} <number or link>      a licence, such as SND-7K3M9-QX2VB-C; of a link to it, the number alone counts
  ${ME} figures               how many licences there are, by programme, phase and sector
  ${ME} accounts              how many messenger accounts there are
  ${ME} governance            who decides, and how many places there are, taken and free, by sector
  ${ME} file <file>           a file of figures: is it the one whose digest was noted under its name?
  ${ME} <file> …              a licence on paper: its PDF, photographs of its codes, or their text; asks nobody.
                                      Also one saved proof, file of figures, or evidence of a batch
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
  --network <file>    take the network from a file of that form: the root key is then yours, not the portal's.
                      Without both, the file that the environment's SANAD_NETWORK names, or ${NETWORK_FILE} in this folder
  --proof <file>      check a saved proof instead of asking the network: /api/v1/licences/<number>, or one of the page's
  --name <name>       of a file: the name under which it was handed out, if it is called otherwise now
  --every <time>      of monitor: look again and again, such as every 5m
  --canary <number>   of monitor: the licence to ask for every day
  --with <address>    of monitor: another's tip to compare with, such as a portal's /api/v1/log/tip
  --json              print the verdict with its proof as JSON

A licence on paper and a saved proof are judged as of their certificate's time; what became of it since, neither can tell.

Exit codes: 0 valid, or evidence that holds; 1 suspended, revoked, expired or not in force yet, or evidence that does
not hold, or a file that is another than was noted; 2 no licence has this number, or no digest this name; 3 cannot be checked now; 64 wrong usage. Of a folder's commands: 0 all holds,
1 an alarm, whose name is printed, 3 cannot be checked now.
`;

/** What a portal hands out beside licences; and what a browser adds to the name of a file that is there already. */
const FIGURES = /\.(csv|json)$/i;
const COPY = / ?\(\d+\)(?=\.[^.]+$)/;

/** What is asked about all licences or accounts together, by its word; a saved proof of it says the same word. */
const WHOLE = new Map([
  ["figures", reportFigures],
  ["accounts", reportAccounts],
  ["governance", reportGovernance],
]);

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
  const [first, ...more] = positionals;
  if (isFolderCommand(first)) return inFolder(first, more, values);
  if (first === "file") return reportFile(more, values);
  if (first !== undefined && existsSync(first)) return reportFiles(positionals, values);
  const signer = values.signer ? "the signer" : undefined;
  const subjects = [first, values.handle, values.principal, values.evidence, signer].filter(
    (subject) => subject !== undefined,
  );
  if (subjects.length !== 1 || more.length > 0)
    throw new UsageError("Name one number, handle, principal or file of evidence, or ask for the signer.");
  if (values.proof !== undefined && first === undefined)
    throw new UsageError(
      "--proof goes with a number, figures, accounts, governance or a file: the rest is asked of the network.",
    );
  const readNetwork = networkOf(values);
  const whole = WHOLE.get(first ?? "");
  const number = first === undefined || whole ? undefined : numberFrom(first);

  const network = await readNetwork();
  if (values.evidence !== undefined) return reportEvidence(network, await readJson(values.evidence), values.json);
  if (values.signer) return reportSigners(network, values.json);
  const saved = values.proof === undefined ? undefined : savedFrom(await readJson(values.proof));
  if (whole) return whole(network, saved, values.json);
  if (number !== undefined && saved) return reportSaved(network, number, saved, values.json);
  return number === undefined ? reportAccount(network, values) : reportNumber(network, number, values.json);
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
  const described = network === undefined ? url && (await fetchNetwork(url)) : await readJson(network);
  const order = { word, places, description: described ?? null, asJson: json, every, other: options.with };
  const whole = { ...order, canary: canary === undefined ? undefined : numberFrom(canary) };
  const wrong = wrongOrder(whole);
  if (wrong !== null) throw new UsageError(wrong);
  return folderCommand(whole);
}

interface NetworkOptions {
  url?: string | undefined;
  network?: string | undefined;
}

interface FileOptions extends NetworkOptions {
  name?: string | undefined;
  proof?: string | undefined;
  json: boolean;
}

/** A file that a portal handed out, by the digest that was noted under its name. */
async function reportFile([file, ...more]: string[], { name, proof, json, ...where }: FileOptions): Promise<number> {
  if (file === undefined || more.length > 0) throw new UsageError("Name one file.");
  const readNetwork = networkOf(where);
  const bytes = await bytesOf(file);
  const network = await readNetwork();
  const asked = { network, name: name ?? path.basename(file), bytes };
  const verdict =
    proof === undefined
      ? await verifyFile(asked)
      : checkSavedFile({ ...asked, proof: savedFrom(await readJson(proof)).proof });
  const demonstration = isDemonstration(network);
  const report = json
    ? jsonOf({ subject: asked.name, demonstration, ...verdict })
    : fileReport(asked.name, verdict, demonstration, proof !== undefined);
  console.log(report);
  return fileExit(verdict);
}

/** Files without a word before them: the codes of one paper, whichever they lie in, or one file of another kind. */
async function reportFiles(files: string[], options: FileOptions): Promise<number> {
  const { json, ...where } = options;
  const readNetwork = networkOf(where);
  const read = await Promise.all(files.map(async (file) => ({ file, bytes: await bytesOf(file) })));
  const texts = await Promise.all(read.map(({ bytes }) => codesInFile(bytes)));
  const [other] = read.filter(({ file, bytes }, i) => texts[i] === "" && (jsonIn(bytes) || FIGURES.test(file)));
  if (other && files.length > 1) throw new UsageError(`${other.file} is no code of a licence: name it alone.`);
  if (!other) {
    const network = await readNetwork();
    const codes = await Promise.all(read.map(({ bytes }, i) => texts[i] || codesInSight(bytes)));
    const text = codes.join("\n");
    const linked = text.includes("SANAD") ? undefined : text.split("\n").map(findNumber).find(Boolean);
    if (linked) return reportNumber(network, linked, json);
    const verdict = checkPaper({ network, text });
    const name = files.join(", ");
    const demonstration = isDemonstration(network);
    console.log((json ? jsonAsOfReport : asOfReport)(name, verdict, demonstration, "paper"));
    return exitCode(verdict);
  }
  const content = jsonIn(other.bytes);
  if (content && "rootKey" in content)
    throw new UsageError(`${other.file} describes a network: give it with --network, and name what is to be checked.`);
  if (content?.format === "sanad-evidence") return reportEvidence(await readNetwork(), content, json);
  const saved = savedIn(content);
  if (!saved) return reportFile(files, { name: withoutCopy(other.file), ...options });
  const whole = WHOLE.get(saved.answer ?? "");
  if (whole) return whole(await readNetwork(), saved, json);
  if (saved.number === null)
    throw new UsageError(`${other.file} is a proof and does not say of what: name that, and the proof with --proof.`);
  return reportSaved(await readNetwork(), numberFrom(saved.number), saved, json);
}

/** The texts of the codes that a picture shows, a line each. */
async function codesInSight(bytes: Uint8Array): Promise<string> {
  const { codesInPicture, prepareDecoder } = await import("./paper/scan.ts");
  prepareDecoder(await readFile(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"))));
  return (await codesInPicture(bytes).catch(() => [])).join("\n");
}

/** A licence as a saved proof shows it, and no more: nobody is asked. */
function reportSaved(network: unknown, number: string, { proof }: Saved, isJson: boolean): number {
  const verdict = checkSavedProof({ network, number, proof });
  const report = isJson ? jsonAsOfReport : asOfReport;
  console.log(report(subjectOf(number), verdict, isDemonstration(network), "proof"));
  return exitCode(verdict);
}

/** Every part of a batch's evidence. The exit code says whether all of it holds. */
function reportEvidence(network: unknown, evidence: unknown, isJson: boolean): number {
  const verdict = checkEvidence({ network, evidence });
  console.log(isJson ? JSON.stringify(verdict, null, 2) : evidenceReport(verdict));
  return verdict.holds ? EXIT.good : EXIT.notInForce;
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

/** Every figure with its proof, now or as one that was saved shows it. The exit code says whether it holds. */
async function reportFigures(network: unknown, saved: Saved | undefined, isJson: boolean): Promise<number> {
  const verdict = saved ? checkSavedFigures({ network, proof: saved.proof }) : await verifyFigures({ network });
  const demonstration = isDemonstration(network);
  console.log(isJson ? figuresJson(verdict, demonstration) : figuresReport(verdict, demonstration, !!saved));
  return verdict.answer === "figures" ? EXIT.good : EXIT.unchecked;
}

/** How many messenger accounts there are, now or as a saved proof shows it. The exit code says whether it holds. */
async function reportAccounts(network: unknown, saved: Saved | undefined, isJson: boolean): Promise<number> {
  const verdict = saved ? checkSavedAccounts({ network, proof: saved.proof }) : await verifyAccounts({ network });
  const demonstration = isDemonstration(network);
  console.log(isJson ? jsonOf({ demonstration, ...verdict }) : accountsReport(verdict, demonstration, !!saved));
  return verdict.answer === "accounts" ? EXIT.good : EXIT.unchecked;
}

/** Who decides and how many places there are, now or as a saved proof shows it. The exit code says whether it holds. */
async function reportGovernance(network: unknown, saved: Saved | undefined, isJson: boolean): Promise<number> {
  const verdict = saved ? checkSavedGovernance({ network, proof: saved.proof }) : await verifyGovernance({ network });
  const demonstration = isDemonstration(network);
  console.log(isJson ? jsonOf({ demonstration, ...verdict }) : governanceReport(verdict, demonstration, !!saved));
  return verdict.answer === "governance" ? EXIT.good : EXIT.unchecked;
}

/** A licence by its number: the network is asked. */
async function reportNumber(network: unknown, number: string, isJson: boolean): Promise<number> {
  const verdict = await verifyLicence({ network, number });
  console.log((isJson ? jsonReport : textReport)(subjectOf(number), verdict, isDemonstration(network)));
  return exitCode(verdict);
}

interface Asked {
  readonly handle?: string | undefined;
  readonly principal?: string | undefined;
  readonly json: boolean;
}

/** A messenger account by its handle or its owner. */
async function reportAccount(network: unknown, { handle = "", principal, json }: Asked): Promise<number> {
  const verdict: AnyVerdict =
    principal === undefined ? await checkHandle({ network, handle }) : await checkPrincipal({ network, principal });
  console.log((json ? jsonReport : textReport)(principal ?? handle, verdict, isDemonstration(network)));
  return exitCode(verdict);
}

/** The number in what was given: bare, or in a link. */
function numberFrom(given: string): string {
  try {
    return numberIn(given);
  } catch (error) {
    throw new UsageError(
      `This is no licence number: ${messageOf(error)} (${error instanceof VerifyError ? error.code : ""}).`,
    );
  }
}

/** Where the network is described: as the options say, or the environment, or this folder. What it says is read by what is returned. */
function networkOf({ url, network }: NetworkOptions): () => Promise<unknown> {
  if (url !== undefined && network !== undefined) throw new UsageError("Give --url or --network, not both.");
  if (url !== undefined) return () => fetchNetwork(url);
  const file = network ?? (process.env.SANAD_NETWORK || (existsSync(NETWORK_FILE) ? NETWORK_FILE : undefined));
  if (file === undefined)
    throw new UsageError(
      `Give --url or --network, or name a network's file in SANAD_NETWORK, or keep it as ${NETWORK_FILE} in this folder.`,
    );
  // All trust hangs on that file, so whoever did not name it now is told which it is.
  if (network === undefined) console.error(`The network and its root key: ${path.resolve(file)}`);
  return () => readJson(file);
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

/** The JSON object in a file's bytes, null where they are none. */
function jsonIn(bytes: Uint8Array): Record<string, unknown> | null {
  const text = new TextDecoder().decode(bytes).trim();
  if (!text.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  return new Uint8Array(bytes);
}

/** The name under which a file was handed out: without what a browser adds where it is there already. */
function withoutCopy(file: string): string {
  return path.basename(file).replace(COPY, "");
}

/** The proof in what was saved, or standing alone. */
function savedFrom(json: unknown): Saved {
  const saved = savedIn(json);
  if (!saved) throw new UsageError("The file holds no proof.");
  return saved;
}

function isDemonstration(network: unknown): boolean {
  return isObject(network) && network.demonstration === true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown fault";
}
