/** The part of the command line that keeps a folder: its words, its exit codes, its files of evidence. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { VerifyError } from "../errors.ts";
import { parseNetwork } from "../network.ts";
import { EXIT } from "../report.ts";
import { Alarm } from "./alarm.ts";
import { alone } from "./alone.ts";
import { type Follower, follower, mirrorLog, type Outcome, rebuildState } from "./commands.ts";
import { compareTips } from "./compare.ts";
import { checkConsistency, proveConsistency, told } from "./consistency.ts";
import { provesAlarm } from "./evidence.ts";
import { type Report, type Watching, watch } from "./monitor.ts";
import { Signatures } from "./tip.ts";

/** What was asked of a folder, or of a file of evidence. */
export interface Order {
  readonly word: string;
  /** Folders and files, in their order. */
  readonly places: readonly string[];
  /** Of the network, as JSON has it; null where that of the folder is meant. */
  readonly description: unknown;
  readonly asJson: boolean;
  readonly canary: string | undefined;
  /** The address of another's tip. */
  readonly other: string | undefined;
  /** Such as `5m`; once where none is given. */
  readonly every: string | undefined;
}

/** How many places each command takes. */
const PLACES: Readonly<Record<string, number>> = {
  mirror: 1,
  rebuild: 1,
  monitor: 1,
  compare: 2,
  consistency: 3,
  consistent: 1,
  alarm: 1,
};
const COUNTS = ["", "one place", "two places", "a folder and two sizes"];

/** Whether the command line's first word is one of these commands. */
export function isFolderCommand(word: string | undefined): word is string {
  return word !== undefined && Object.hasOwn(PLACES, word);
}

/** What is wrong with an order; null when nothing is. */
export function wrongOrder({ word, places, description, every, canary, other }: Order): string | null {
  if (places.length !== PLACES[word]) return `${word} takes ${COUNTS[PLACES[word] ?? 0]}.`;
  if (word === "consistency" && sizesOf(places) === null) return "Sizes are numbers of blocks, the smaller one first.";
  if ((word === "alarm" || word === "consistent") && description === null)
    return "Evidence is checked against a network that you name.";
  if (word !== "monitor" && (every ?? canary ?? other) !== undefined)
    return "--every, --canary and --with are for monitor.";
  if (other !== undefined && !/^https?:/.test(other)) return "--with takes the address of another's tip.";
  return every !== undefined && milliseconds(every) === null
    ? "--every takes a number and s, m, h or d, such as 5m."
    : null;
}

/** Does what was ordered, prints what it found, and gives the exit code: 0 all holds, 1 an alarm, 3 cannot be checked now. */
export async function folderCommand(order: Order): Promise<number> {
  const { word, places, description, asJson } = order;
  const [place = ""] = places;
  const print = (lines: readonly string[], json: Record<string, unknown>) =>
    console.log(asJson ? JSON.stringify(json, null, 2) : lines.join("\n"));
  if (word === "monitor") return monitor(order, await follower(place, description), print);
  try {
    if (word === "alarm") return await checkAlarm(place, description, print);
    if (word === "consistent") return await checkSizes(place, description, print);
    const { lines, json } = await outcome(order, await follower(place, description));
    print(lines, { answer: "holds", ...json });
    return EXIT.good;
  } catch (error) {
    if (!(error instanceof VerifyError) && !(error instanceof Alarm)) throw error;
    const isAlarm = error instanceof Alarm && error.isFinding;
    const evidence = error instanceof Alarm && error.evidence ? await keepEvidence(place, error) : null;
    const report: Report = {
      answer: isAlarm ? "alarm" : "unchecked",
      code: error.code,
      detail: error.message,
      evidence,
    };
    print(reportLines(report), report);
    return isAlarm ? EXIT.notInForce : EXIT.unchecked;
  }
}

function outcome({ word, places, description }: Order, from: Follower): Promise<Outcome> {
  if (word === "compare") return compareTips(from, places[1] ?? "");
  const sizes = sizesOf(places);
  if (word === "consistency" && sizes !== null)
    return proveConsistency(from, sizes, path.join(from.folder, `consistency-${sizes.join("-")}.json`));
  return alone(from.folder, () => (word === "rebuild" ? rebuildState(from, description !== null) : mirrorLog(from)));
}

/** The two sizes behind a folder, the smaller one first; null where they are none. */
function sizesOf([, ...sizes]: readonly string[]): [number, number] | null {
  const [earlier = 0, later = 0] = sizes.map((size) => (/^[1-9]\d{0,9}$/.test(size) ? Number(size) : 0));
  return 0 < earlier && earlier < later ? [earlier, later] : null;
}

type Print = (lines: readonly string[], json: Record<string, unknown>) => void;

async function monitor({ every, canary, other }: Order, from: Follower, print: Print): Promise<number> {
  const watching: Watching = { canary, other };
  const pause = every === undefined ? null : milliseconds(every);
  for (;;) {
    const look = () => watch(from, watching, (alarm) => keepEvidence(from.folder, alarm));
    const report = await alone(from.folder, look).catch((error: unknown): Report => {
      if (!(error instanceof VerifyError)) throw error;
      return { answer: "unchecked", code: error.code, detail: error.message, evidence: null };
    });
    print(reportLines(report), report);
    if (pause === null)
      return report.answer === "holds" ? EXIT.good : EXIT[report.answer === "alarm" ? "notInForce" : "unchecked"];
    await sleep(pause);
  }
}

async function checkAlarm(file: string, description: unknown, print: Print): Promise<number> {
  const signatures = new Signatures(parseNetwork(description));
  const { code, isProven } = provesAlarm(JSON.parse(await readFile(file, "utf8")), signatures);
  print([`${code}: ${isProven ? "proven" : "not proven by this file"}`], { code, isProven });
  return isProven ? EXIT.good : EXIT.notInForce;
}

async function checkSizes(file: string, description: unknown, print: Print): Promise<number> {
  const signatures = new Signatures(parseNetwork(description));
  const saved: unknown = JSON.parse(await readFile(file, "utf8"));
  try {
    const { lines, json } = told(checkConsistency(saved, signatures));
    print(lines, { answer: "holds", ...json });
    return EXIT.good;
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    print([`not proven by this file: ${error.message}`], { answer: "unproven", code: error.code });
    return EXIT.notInForce;
  }
}

function reportLines({ answer, code, detail, evidence, blocks, certificateTime, checkedAt }: Report): string[] {
  const at = checkedAt === undefined ? "" : `${checkedAt} `;
  if (answer === "holds") return [`${at}all holds: ${blocks} blocks, certified at ${certificateTime}`];
  const head = answer === "alarm" ? "ALARM" : "cannot be checked now:";
  return [`${at}${head} ${code}: ${detail}`, ...(evidence ? [`  evidence: ${evidence}`] : [])];
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** At least a second and at most three weeks, which is what a timer takes. */
function milliseconds(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const value = Number(count) * (UNITS[unit ?? ""] ?? Number.NaN);
  return value >= 1_000 && value <= 21 * 86_400_000 ? value : null;
}

/** Writes what proves an alarm into the folder, under a name of its own. */
async function keepEvidence(folder: string, { code, message, evidence }: Alarm): Promise<string> {
  const foundAt = new Date().toISOString();
  const file = path.join(folder, `alarm-${foundAt.replaceAll(/[:.]/g, "-")}-${code}.json`);
  await writeFile(file, JSON.stringify({ format: "sanad-alarm", version: 1, code, found: message, foundAt, evidence }));
  return file;
}
