// The compiler in a thread of its own, which it blocks for seconds.
import { parentPort, workerData } from "node:worker_threads";
import { type CompileInput, compile } from "./compile.mts";

parentPort?.postMessage(compile(workerData as CompileInput));
