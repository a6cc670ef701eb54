import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HttpAgent } from "@dfinity/agent";
import type { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assemble } from "./fixtures/compile.ts";
import { rawUpdate } from "./fixtures/rawCall.ts";
import { WORKBENCH } from "./fixtures/wat.ts";
import { freshIdentity, installCanister } from "./testing.ts";

// The network as a process of its own, killed at any moment.

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const stateDir = mkdtempSync(join(tmpdir(), "localnet-kill-"));
const identity = freshIdentity();
let port: number;
let child: ChildProcess;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

interface Ready {
  ready: string;
  rootKey: string;
  subnetId: string;
}

async function start(): Promise<Ready> {
  child = spawn(process.execPath, [MAIN, "--state", stateDir, "--port", String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, fail) => {
    let text = "";
    child.stdout?.on("data", (data: Buffer) => {
      text += data;
      if (text.includes("\n")) resolve(JSON.parse(text) as Ready);
    });
    child.once("exit", (code) => fail(new Error(`ended with ${code}`)));
  });
}

function end(signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill(signal);
  });
}

let first: Ready;
let id: Principal;
let agent: HttpAgent;

beforeAll(async () => {
  port = await freePort();
  first = await start();
  agent = await HttpAgent.create({
    host: first.ready,
    identity,
    rootKey: Uint8Array.from(Buffer.from(first.rootKey, "hex")),
    retryTimes: 0,
  });
  id = await installCanister({ agent, wasm: await assemble(WORKBENCH) });
});
afterAll(async () => {
  if (child.exitCode === null && child.signalCode === null) await end("SIGKILL");
  rmSync(stateDir, { recursive: true, force: true });
});

async function kept(): Promise<number> {
  const answer = await agent.query(id, { methodName: "count", arg: new Uint8Array() });
  if (answer.status !== "replied") throw new Error(answer.reject_message);
  return new DataView(Uint8Array.from(answer.reply.arg).buffer).getUint32(0, true);
}

describe("a network that is killed", () => {
  it("has every call it answered, and none half", async () => {
    let answered = await kept();
    for (const delay of [30, 120, 250, 400]) {
      let sent = 0;
      let killed = false;
      const bump = async () => {
        while (!killed) {
          sent += 1;
          const done = await rawUpdate(agent, id, "bump").then(
            () => true,
            () => false,
          );
          if (done) answered += 1;
          else return;
        }
      };
      const clients = [bump(), bump(), bump()];
      await new Promise((resolve) => setTimeout(resolve, delay));
      killed = true;
      await end("SIGKILL");
      await Promise.all(clients);
      const again = await start();
      expect(again).toEqual(first);
      const after = await kept();
      expect(after).toBeGreaterThanOrEqual(answered);
      expect(after).toBeLessThanOrEqual(answered + 3);
      expect(sent).toBeGreaterThan(0);
      answered = after;
    }
  });

  it("keeps its keys to itself", () => {
    expect(statSync(stateDir).mode & 0o777).toBe(0o700);
    for (const name of ["root.bls", "subnet.bls", "node.pem"])
      expect(statSync(join(stateDir, "keys", name)).mode & 0o777).toBe(0o600);
  });

  it("lets no second process work on its state", async () => {
    const other = spawn(process.execPath, [MAIN, "--state", stateDir, "--port", "0"], { stdio: "ignore" });
    const code = await new Promise((resolve) => other.once("exit", resolve));
    expect(code).toBe(1);
  });

  it("ends cleanly when asked to, and goes on afterwards", async () => {
    await rawUpdate(agent, id, "bump");
    const before = await kept();
    expect(await end("SIGTERM")).toBe(0);
    await start();
    expect(await kept()).toBe(before);
    expect(await end("SIGINT")).toBe(0);
  });
});
