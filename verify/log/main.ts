/** The part of the command line that keeps a folder: its words, its exit codes, its files of evidence. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { VerifyError } from "../errors.ts";
import { EXIT } from "../report.ts";
import { Alarm } from "./alarm.ts";
import { type Follower, follower, mirrorLog, type Outcome, rebuildState } from "./commands.ts";

type Command = (from: Follower, isAsked: boolean) => Promise<Outcome>;

const COMMANDS: Readonly<Record<string, Command>> = { mirror: mirrorLog, rebuild: rebuildState };

/** Whether the command line's first word is one of a folder's commands. */
export function isFolderCommand(word: string | undefined): word is string {
  return word !== undefined && Object.hasOwn(COMMANDS, word);
}

/**
 * Does a command in a folder, for the network that is described, or for that of the folder when none is. Prints what it
 * found and gives the exit code: 0 all holds, 1 an alarm, 3 cannot be checked now.
 */
export async function folderCommand(
  word: string,
  folder: string,
  description: unknown,
  asJson: boolean,
): Promise<number> {
  const print = (lines: readonly string[], json: Record<string, unknown>) =>
    console.log(asJson ? JSON.stringify(json, null, 2) : lines.join("\n"));
  try {
    const command = COMMANDS[word] ?? mirrorLog;
    const { lines, json } = await command(await follower(folder, description), description !== null);
    print(lines, { answer: "holds", ...json });
    return EXIT.good;
  } catch (error) {
    if (error instanceof VerifyError) {
      print([`cannot be checked now: ${error.code}: ${error.message}`], unchecked(error.code, error.message));
      return EXIT.unchecked;
    }
    if (!(error instanceof Alarm)) throw error;
    const file = error.evidence ? await keepEvidence(folder, error) : null;
    const kept = file ? [`evidence: ${file}`] : [];
    print([`ALARM ${error.code}: ${error.message}`, ...kept], {
      answer: error.isFinding ? "alarm" : "unchecked",
      code: error.code,
      detail: error.message,
      evidence: file,
    });
    return error.isFinding ? EXIT.notInForce : EXIT.unchecked;
  }
}

function unchecked(code: string, detail: string): Record<string, unknown> {
  return { answer: "unchecked", code, detail, evidence: null };
}

/** Writes what proves an alarm into the folder, under a name of its own. */
async function keepEvidence(folder: string, { code, message, evidence }: Alarm): Promise<string> {
  const foundAt = new Date().toISOString();
  const file = path.join(folder, `alarm-${foundAt.replaceAll(/[:.]/g, "-")}-${code}.json`);
  await writeFile(file, JSON.stringify({ format: "sanad-alarm", version: 1, code, found: message, foundAt, evidence }));
  return file;
}
