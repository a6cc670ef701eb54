import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endOrphans, Locked, takeLock } from "./lock.mts";
import { Part } from "./part.mts";
import { identify, isAlive, recordedProcess, waitForEnd } from "./processes.mts";

let folder: string;
const launched: ChildProcess[] = [];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "sanad-part-"));
});
afterEach(() => {
  for (const child of launched.splice(0)) child.kill("SIGKILL");
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A script that says hello, starts a child of its own, and stays. */
function stayingScript(): string {
  const file = path.join(folder, "stay.mjs");
  const child = `setInterval(() => {}, 1000)`;
  fs.writeFileSync(
    file,
    `import { spawn } from "node:child_process";
     import fs from "node:fs";
     const child = spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "ignore" });
     fs.writeFileSync(${JSON.stringify(path.join(folder, "ready"))}, String(child.pid));
     console.log("hello");
     setInterval(() => {}, 1000);`,
  );
  return file;
}

function makePart(command: string[]): Part {
  const isReady = async () => fs.existsSync(path.join(folder, "ready"));
  return new Part({ name: "test part", command, env: process.env, stateFolder: folder, isReady, patience: 10_000 });
}

/** A process that starts a part and says its id, as `up` would. */
async function launcher(): Promise<{ child: ChildProcess; partPid: number }> {
  const file = path.join(folder, "launcher.mjs");
  fs.writeFileSync(
    file,
    `import { Part } from ${JSON.stringify(path.join(import.meta.dirname, "part.mts"))};
     import fs from "node:fs";
     const part = new Part({ name: "test part", command: [${JSON.stringify(stayingScript())}], env: process.env,
       stateFolder: ${JSON.stringify(folder)}, isReady: async () => fs.existsSync(${JSON.stringify(path.join(folder, "ready"))}) });
     await part.start();
     console.log(part.pid);
     setInterval(() => {}, 1000);`,
  );
  const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  launched.push(child);
  const [line] = await once(readline.createInterface(child.stdout), "line");
  return { child, partPid: Number(line) };
}

describe("a part of the stack", () => {
  test("is ready when it says so, and ends with its own children when it is stopped", async () => {
    const part = makePart([stayingScript()]);
    await part.start();
    const [own, grandchild] = [identify(part.pid ?? 0), identify(Number(fs.readFileSync(path.join(folder, "ready"))))];
    if (own === undefined || grandchild === undefined) throw new Error("not running");
    expect(recordedProcess(path.join(folder, "run/test-part.json"))).toEqual(own);
    await part.stop();
    expect(isAlive(own)).toBe(false);
    expect(await waitForEnd(grandchild, 2_000)).toBe(true);
    expect(fs.existsSync(path.join(folder, "run/test-part.json"))).toBe(false);
  });

  test("that does not start fails with the end of its log", async () => {
    const file = path.join(folder, "fail.mjs");
    fs.writeFileSync(file, `console.error("the port is taken"); process.exit(3);`);
    await expect(makePart([file]).start()).rejects.toThrow(/did not start \(exit code 3\)[\s\S]*the port is taken/);
  });

  test("that ends by itself is told, and leaves nothing; one that was stopped is not", async () => {
    const part = makePart([stayingScript()]);
    const told = new Promise<string>((resolve) => part.onUnexpectedEnd(resolve));
    await part.start();
    const grandchild = identify(Number(fs.readFileSync(path.join(folder, "ready"))));
    if (grandchild === undefined) throw new Error("not running");
    process.kill(part.pid ?? 0, "SIGKILL");
    expect(await told).toMatch(/The test part ended \(SIGKILL\)/);
    expect(await waitForEnd(grandchild, 2_000)).toBe(true);
  });

  test("ends when its launcher is killed without warning", async () => {
    const { child, partPid } = await launcher();
    const part = identify(partPid);
    const grandchild = identify(Number(fs.readFileSync(path.join(folder, "ready"))));
    if (part === undefined || grandchild === undefined) throw new Error("not running");
    child.kill("SIGKILL");
    expect(await waitForEnd(part, 5_000)).toBe(true);
    expect(await waitForEnd(grandchild, 5_000)).toBe(true);
  });

  test("that outlived its launcher is found by its record and ended", async () => {
    const { partPid } = await launcher();
    const part = identify(partPid);
    if (part === undefined) throw new Error("not running");
    expect(await endOrphans(folder)).toEqual([`test part (process ${partPid})`]);
    expect(isAlive(part)).toBe(false);
    expect(await endOrphans(folder)).toEqual([]);
  });

  test("a record whose process id was given to another process ends nobody", async () => {
    const file = path.join(folder, "run/worker.json");
    fs.mkdirSync(path.dirname(file));
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, started: "another boot:1" }));
    expect(await endOrphans(folder)).toEqual([]);
    expect(fs.existsSync(file)).toBe(false);
  });
});

describe("the lock of a state folder", () => {
  test("is refused with the process that holds it, and free again when given back", () => {
    const file = path.join(folder, "run/up.json");
    const release = takeLock(file, "The folder");
    expect(() => takeLock(file, "The folder")).toThrow(Locked);
    expect(() => takeLock(file, "The folder")).toThrow(`The folder is in use by process ${process.pid}`);
    release();
    takeLock(file, "The folder")();
  });

  test.each(["", "{", JSON.stringify({ pid: 4_194_304, started: "x" })])(
    "a dead or damaged lock is taken over: %j",
    (text) => {
      const file = path.join(folder, "run/up.json");
      fs.mkdirSync(path.dirname(file));
      fs.writeFileSync(file, text);
      const release = takeLock(file, "The folder");
      expect(recordedProcess(file)).toEqual(identify(process.pid));
      release();
      expect(fs.readdirSync(path.dirname(file))).toEqual([]);
    },
  );
});
