import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { launcherVariable } from "./follow-parent.mts";
import { signalGroup } from "./processes.mts";
import { root } from "./root.mts";

const running = new Set<ChildProcess>();

export type ToolOptions = {
  env?: NodeJS.ProcessEnv;
  /** Gets the last line of what the tool says, shortened, as it says it. */
  note?: (text: string) => void;
  /** Gets everything as it comes. */
  onOutput?: (chunk: Buffer) => void;
};

/** How a tool ended, and everything it said. */
export type ToolResult = { code: number | null; output: string };

/** Runs a Node program to its end, in a group of its own that ends with us. */
export async function runTool(
  command: string[],
  { env = process.env, note, onOutput }: ToolOptions = {},
): Promise<ToolResult> {
  const follow = path.join(import.meta.dirname, "follow-parent.mts");
  const child = spawn(process.execPath, ["--import", follow, ...command], {
    cwd: root,
    env: { ...env, [launcherVariable]: String(process.pid) },
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  running.add(child);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      onOutput?.(chunk);
      const line = chunk.toString().trim().split("\n").at(-1) ?? "";
      if (line !== "") note?.(line.slice(0, 60));
    });
  }
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    return { code, output: Buffer.concat(chunks).toString() };
  } finally {
    running.delete(child);
  }
}

/** Runs a tool that must succeed; what it said. Throws with the end of it otherwise. */
export async function mustRun(command: string[], options: ToolOptions = {}): Promise<string> {
  const { code, output } = await runTool(command, options);
  if (code !== 0) {
    const name = path.relative(root, path.resolve(root, command[0] ?? ""));
    throw new Error(`${[name, ...command.slice(1)].join(" ")} failed:\n${end(output)}`);
  }
  return output;
}

/** The last lines, without the minified code that Node quotes when a bundled library throws. */
function end(output: string): string {
  const lines = output.trimEnd().split("\n");
  return lines
    .filter((line) => line.length < 1_000)
    .slice(-60)
    .join("\n");
}

/** Ends every tool that runs now. */
export function endTools(signal: NodeJS.Signals = "SIGTERM"): void {
  for (const child of running) if (child.pid !== undefined) signalGroup(child.pid, signal);
}
