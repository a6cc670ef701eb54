/** Runs a check in the worker, with the network's description from the portal that served the page. */
import type { VerifyCode } from "../errors.ts";
import type { LicenceVerdict, Step } from "../verdict.ts";
import type { CheckMessage, CheckRequest } from "./protocol.ts";

const NETWORK = "/api/v1/network";
const PATIENCE = 20_000;

export interface Outcome {
  readonly verdict: LicenceVerdict;
  readonly network: unknown;
}

let worker: Worker | undefined;
let latest = 0;
let network: Promise<unknown> | undefined;

/** Starts the worker and asks for the network's description, so that a check finds both ready. */
export function prepare(): void {
  worker ??= new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  network ??= describeNetwork();
  network.catch(() => {
    network = undefined;
  });
}

/** The network's description as the portal gives it. Rejects when it cannot be had. */
export function networkDescription(): Promise<unknown> {
  prepare();
  return network ?? Promise.reject(new Error("no network"));
}

/** Checks a number. A later call makes an earlier one's outcome undefined. Never rejects. */
export async function check(number: string, onStep: (step: Step) => void): Promise<Outcome | undefined> {
  const id = ++latest;
  let description: unknown;
  try {
    description = await networkDescription();
  } catch (error) {
    return id === latest ? { verdict: unchecked("host-unreachable", error), network: undefined } : undefined;
  }
  const verdict = await inWorker({ id, number, network: description }, onStep);
  return id === latest ? { verdict, network: description } : undefined;
}

function inWorker(request: CheckRequest, onStep: (step: Step) => void): Promise<LicenceVerdict> {
  prepare();
  const running = worker;
  return new Promise((resolve) => {
    if (!running) return resolve(unchecked("internal", "no worker"));
    const listening = new AbortController();
    const { signal } = listening;
    const finish = (verdict: LicenceVerdict) => {
      listening.abort();
      resolve(verdict);
    };
    running.addEventListener(
      "message",
      ({ data }: MessageEvent<CheckMessage>) => {
        if (data.id !== request.id) return;
        if ("step" in data) onStep(data.step);
        else finish(data.verdict);
      },
      { signal },
    );
    running.addEventListener(
      "error",
      () => {
        worker = undefined;
        finish(unchecked("internal", "the worker stopped"));
      },
      { signal },
    );
    running.postMessage(request);
  });
}

async function describeNetwork(): Promise<unknown> {
  const response = await fetch(NETWORK, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

function unchecked(code: VerifyCode, error: unknown): LicenceVerdict {
  const detail = error instanceof Error ? error.message : String(error);
  return { answer: "unchecked", code, detail, checks: ["number"], failed: "query" };
}
