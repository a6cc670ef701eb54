/**
 * Runs a check: asks the registry, at the address that the portal's description of the network gives, and has the worker
 * judge what came.
 */
import {
  accountsQuery,
  type ClientOptions,
  digestQuery,
  figuresQuery,
  governanceQuery,
  licenceQuery,
  PATIENCE,
  type Query,
  sendQuery,
  sendReadState,
  signerRequest,
} from "../client.ts";
import { type VerifyCode, VerifyError } from "../errors.ts";
import { describedAt, type Network, parseNetwork } from "../network.ts";
import type { PortableProof } from "../saved.ts";
import type { SignerVerdict } from "../signer.ts";
import type {
  AccountsVerdict,
  FiguresVerdict,
  FileVerdict,
  GovernanceVerdict,
  LicenceVerdict,
  Step,
  Unchecked,
} from "../verdict.ts";
import type { Answer, CheckMessage, CheckRequest, Verdict } from "./protocol.ts";

const NETWORK = "/api/v1/network";

export interface Outcome<V> {
  readonly verdict: V | Unchecked;
  readonly network: unknown;
}

let worker: Worker | undefined;
let latest = 0;
/** Questions beside the one that is asked are counted downwards: they outlast no licence's, and none of those outlasts them. */
let beside = 0;
let network: Promise<unknown> | undefined;
/** Whether the page came from a portal, which knows more than the registry does. */
let isPortal = true;

/** Starts the worker and asks for the network's description, so that a check finds both ready. */
export function prepare(): void {
  worker ??= new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  network ??= describeNetwork();
  network.catch(() => {
    network = undefined;
  });
}

/** The network's description as the portal, or the registry itself, gives it. Rejects when it cannot be had. */
export function networkDescription(): Promise<unknown> {
  prepare();
  return network ?? Promise.reject(new Error("no network"));
}

/** Checks a number. A later call makes an earlier one's outcome undefined. Never rejects. */
export function check(number: string, onStep: (step: Step) => void): Promise<Outcome<LicenceVerdict> | undefined> {
  return checked<LicenceVerdict>((network) => licenceQuery(network, number), { number }, onStep);
}

/** Checks what the registry counts. As `check` otherwise. */
export function checkFigures(onStep: (step: Step) => void): Promise<Outcome<FiguresVerdict> | undefined> {
  return checked<FiguresVerdict>(figuresQuery, { figures: true }, onStep);
}

/** Checks whether a file is the very one whose digest was noted under its name. As `check` otherwise. */
export function checkFile(
  name: string,
  bytes: Uint8Array,
  onStep: (step: Step) => void,
): Promise<Outcome<FileVerdict> | undefined> {
  return checked<FileVerdict>((network) => digestQuery(network, name), { file: name, bytes }, onStep);
}

async function checked<V extends LicenceVerdict | FiguresVerdict | FileVerdict>(
  query: (network: Network) => Query,
  asked: { number: string } | { figures: true } | { file: string; bytes: Uint8Array },
  onStep: (step: Step) => void,
): Promise<Outcome<V> | undefined> {
  const id = ++latest;
  let description: unknown;
  try {
    description = await networkDescription();
  } catch (error) {
    return id === latest ? { verdict: unchecked("host-unreachable", error), network: undefined } : undefined;
  }
  const answer = await ask(description, (of, options) => sendQuery(query(of), options));
  if ("reply" in answer && id === latest) onStep("query");
  const verdict = await inWorker<V>({ id, ...asked, network: description, answer }, onStep);
  return id === latest ? { verdict, network: description } : undefined;
}

/** Whether the page came from a portal; the registry's own brings no decoder of pictures. Without an answer it is taken for one. */
export async function isOfPortal(): Promise<boolean> {
  await networkDescription().catch(() => null);
  return isPortal;
}

/** What the portal says became of a licence's institution since its issue, if this is one. Rejects when it says nothing. */
export async function institutionSince(number: string): Promise<unknown> {
  if (!isPortal) return undefined;
  const response = await fetch(`/api/v1/licences/${number}/became`, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** Asks the subnet that signed what it says of itself and of the registry's program, and has that judged. Never rejects. */
export async function checkSigner(description: unknown, subnetId: string): Promise<SignerVerdict> {
  const answer = await ask(description, (of, options) => sendReadState(signerRequest(of, { subnetId }), options));
  beside -= 1;
  return inWorker<SignerVerdict>({ id: beside, subnetId, network: description, answer }, () => {});
}

/** Asks the messenger how many accounts there are, and has that judged. Never rejects. */
export function checkAccounts(description: unknown): Promise<AccountsVerdict> {
  return checkedBeside<AccountsVerdict>(description, accountsQuery, { accounts: true });
}

/** Asks the registry who decides and how many places there are, and has that judged. Never rejects. */
export function checkGovernance(description: unknown): Promise<GovernanceVerdict> {
  return checkedBeside<GovernanceVerdict>(description, governanceQuery, { governance: true });
}

async function checkedBeside<V extends AccountsVerdict | GovernanceVerdict>(
  description: unknown,
  query: (network: Network) => Query,
  asked: { accounts: true } | { governance: true },
): Promise<V | Unchecked> {
  const answer = await ask(description, (of, options) => sendQuery(query(of), options));
  beside -= 1;
  return inWorker<V>({ id: beside, ...asked, network: description, answer }, () => {});
}

/** Checks the codes of one paper, for which nobody is asked. A later call makes an earlier one's outcome undefined. Never rejects. */
export function checkPaperCodes(paper: string): Promise<Outcome<LicenceVerdict> | undefined> {
  return checkedAlone({ paper });
}

/** Checks a proof of a licence that was saved. As `checkPaperCodes` otherwise. */
export function checkSaved(saved: string, proof: PortableProof): Promise<Outcome<LicenceVerdict> | undefined> {
  return checkedAlone({ saved, proof });
}

async function checkedAlone(
  asked: { paper: string } | { saved: string; proof: PortableProof },
): Promise<Outcome<LicenceVerdict> | undefined> {
  const id = ++latest;
  let description: unknown;
  try {
    description = await networkDescription();
  } catch (error) {
    return id === latest ? { verdict: unchecked("network-invalid", error), network: undefined } : undefined;
  }
  const verdict = await inWorker<LicenceVerdict>({ id, ...asked, network: description }, () => {});
  return id === latest ? { verdict, network: description } : undefined;
}

/** Asks while the worker's script is still on its way: on a slow line, each takes a second. */
async function ask(
  description: unknown,
  send: (network: Network, options: ClientOptions) => Promise<Uint8Array>,
): Promise<Answer> {
  try {
    const options = { fetch: fetch.bind(globalThis), now: Date.now, timeout: PATIENCE };
    return { reply: await send(parseNetwork(description), options) };
  } catch (error) {
    return { code: error instanceof VerifyError ? error.code : "internal", detail: detailOf(error) };
  }
}

function inWorker<V extends Verdict>(request: CheckRequest, onStep: (step: Step) => void): Promise<V | Unchecked> {
  prepare();
  const running = worker;
  return new Promise((resolve) => {
    if (!running) return resolve(unchecked("internal", "no worker"));
    const listening = new AbortController();
    const { signal } = listening;
    const finish = (verdict: V | Unchecked) => {
      listening.abort();
      resolve(verdict);
    };
    running.addEventListener(
      "message",
      ({ data }: MessageEvent<CheckMessage>) => {
        if (data.id !== request.id) return;
        if ("step" in data) onStep(data.step);
        else finish(data.verdict as V);
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
  const said: unknown = await response.json();
  const description = describedAt(location.href, said);
  isPortal = description === said;
  return description;
}

function unchecked(code: VerifyCode, error: unknown): Unchecked {
  return { answer: "unchecked", code, detail: detailOf(error), checks: ["number"], failed: "query" };
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
