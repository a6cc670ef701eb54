import { parentPort, workerData } from "node:worker_threads";
import { blsReady } from "../crypto/bls.ts";
import { Store } from "../state/store.ts";
import { admit, requestCertificate } from "./ingress.ts";
import type { FromThread, Job, ThreadData, ToThread } from "./protocol.ts";
import { evaluateQuery } from "./query.ts";
import { readState } from "./readState.ts";
import { executeHeartbeats, executeQueue, executeTimers, nextTimer, type Poison, sweep } from "./round.ts";
import { Subnet } from "./subnet.ts";
import { WatchBoard } from "./watchBoard.ts";

// The execution thread: it owns the state, executes messages in rounds, and answers with certificates once a round is on
// disk. Queries and reads are answered between rounds.

const ROUND = 50;
const HOUSEKEEPING = 1000;
const LONGEST_SLEEP = 60_000;

const { stateDir, fast, keys, watch: shared, poison: given } = workerData as ThreadData;
const port = parentPort;
if (!port) throw new Error("this module runs as a worker thread");

await blsReady();
const subnet = new Subnet(new Store(stateDir, fast), keys);
const watch = new WatchBoard(shared);
const poison: Poison = { message: given.message, heartbeats: new Set(given.heartbeats) };
const send = (message: FromThread) => port.postMessage(message);

const waiting = new Map<string, number[]>();
const answered: string[] = [];
subnet.onAnswer = (requestId) => answered.push(requestId);
let inbox: ToThread[] = [];
let scheduled = false;
let timer: NodeJS.Timeout | undefined;
let stopping = false;

function schedule(): void {
  if (scheduled || stopping) return;
  scheduled = true;
  setImmediate(round);
}

function takeIn(id: number, job: Extract<Job, { kind: "call" }>): void {
  const { requestId } = job.call;
  const admission = admit(subnet, job.call);
  if (admission.kind !== "accepted") {
    send({ kind: "answer", id, answer: admission });
    return;
  }
  send({ kind: "accepted", id });
  waiting.set(requestId, [...(waiting.get(requestId) ?? []), id]);
  if (subnet.requests.get(requestId)?.outcome) answered.push(requestId);
}

function serve({ id, job }: ToThread): void {
  watch.begin("request", id);
  // Nothing is shown that a power cut could take back.
  if (job.kind !== "call") subnet.store.settle();
  if (job.kind === "call") takeIn(id, job);
  else if (job.kind === "query")
    send({ kind: "answer", id, answer: { outcome: evaluateQuery(subnet, job.query), time: subnet.time } });
  else if (job.kind === "readState") send({ kind: "answer", id, answer: readState(subnet, job.request) });
  else {
    stopping = true;
    clearTimeout(timer);
    clearInterval(housekeeping);
    subnet.store.close();
    send({ kind: "answer", id, answer: null });
  }
  watch.end();
}

function answerCalls(): void {
  for (const requestId of answered.splice(0)) {
    const ids = waiting.get(requestId);
    waiting.delete(requestId);
    if (!ids) continue;
    const certificate = requestCertificate(subnet, requestId);
    for (const id of ids) send({ kind: "answer", id, answer: { kind: "certificate", certificate } });
  }
}

function round(): void {
  scheduled = false;
  const jobs = inbox;
  inbox = [];
  for (const message of jobs) {
    if (stopping) return;
    serve(message);
  }
  if (stopping) return;
  executeTimers(subnet, watch);
  const more = executeQueue(subnet, watch, poison, ROUND);
  if (answered.length > 0) subnet.store.settle();
  answerCalls();
  if (more || inbox.length > 0) schedule();
  else wakeForTimer();
}

function wakeForTimer(): void {
  clearTimeout(timer);
  const next = nextTimer(subnet);
  if (next === null) return;
  const wait = Number(next / 1_000_000n) - Date.now() + 1;
  timer = setTimeout(schedule, Math.min(Math.max(wait, 0), LONGEST_SLEEP));
}

const housekeeping = setInterval(() => {
  executeHeartbeats(subnet, watch, poison);
  sweep(subnet);
  if (subnet.queue.length > 0 || answered.length > 0) schedule();
  else if (!scheduled) wakeForTimer();
}, HOUSEKEEPING);

port.on("message", (message: ToThread) => {
  inbox.push(message);
  schedule();
});
send({ kind: "ready" });
schedule();
