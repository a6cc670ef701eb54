/**
 * A licence on paper: its codes by camera, photograph, PDF or text, put together until they are whole, or its own link's code; and files of
 * figures, and proofs that were saved.
 */
import { VerifyError } from "../errors.ts";
import { findNumber } from "../number.ts";
import { Collection, partsIn } from "../paper/codes.ts";
import { codesInFile } from "../paper/files.ts";
import { type Saved, savedIn } from "../saved.ts";
import { isOfPortal } from "./checker.ts";
import { byId, code, element, isolate, sentence } from "./dom.ts";
import type { PaperMessages } from "./messages.ts";
import { codesInSight, codesOfPicture } from "./pictures.ts";

export interface PaperHooks {
  readonly words: PaperMessages;
  /** Asks the registry for a number and shows the answer. */
  readonly ask: (number: string) => void;
  /** Checks the codes of one paper and shows the answer. */
  readonly check: (codes: string) => void;
  /** Checks a file of figures by the digest that was noted of it, and shows the answer. */
  readonly checkFile: (name: string, bytes: Uint8Array) => void;
  /** Checks a saved proof of the licence with this number, and shows the answer. */
  readonly checkSaved: (saved: Saved, number: string) => void;
}

/** Milliseconds between two looks at the camera's picture. */
const PAUSE = 120;
/** Milliseconds in which the codes of a paper may still come into a camera's sight beside the licence's link. */
const PATIENCE = 2_000;
/** A longer file is no photograph and no licence. */
const LARGEST = 40_000_000;
/** What the portal hands out beside licences; and what a browser adds to the name of a file that is there already. */
const FIGURES = /\.(csv|json)$/i;
const COPY = / ?\(\d+\)(?=\.[^.]+$)/;
/** What checks the evidence of a batch. */
const EVIDENCE_COMMAND = "sanad-verify --evidence <file> --network network.json";

/** Puts the panel to work; gives what takes files that were dropped. */
export function startPaper({
  words,
  ask,
  check,
  checkFile,
  checkSaved,
}: PaperHooks): (files: Iterable<File>) => Promise<void> {
  const status = byId("paper-status");
  const video = byId("paper-video") as HTMLVideoElement;
  const camera = byId("paper-camera") as HTMLButtonElement;
  const chooser = byId("paper-file") as HTMLInputElement;
  const paste = byId("paper-check") as HTMLButtonElement;
  const text = byId("paper-text") as HTMLTextAreaElement;
  let collection = new Collection();
  let texts: string[] = [];
  let stream: MediaStream | null = null;

  camera.addEventListener("click", () => void (stream ? stopCamera() : startCamera()));
  chooser.addEventListener("change", async () => {
    await takeFiles([...(chooser.files ?? [])]);
    chooser.value = "";
  });
  paste.addEventListener("click", () => {
    if (text.value.trim() === "") return text.focus();
    const number = findNumber(text.value);
    if (number === null) finish(text.value);
    else follow(number);
  });
  for (const part of [camera, chooser, paste]) part.disabled = false;
  return takeFiles;

  async function takeFiles(files: Iterable<File>): Promise<void> {
    say(words.reading);
    let isFound = false;
    let linked: string | null = null;
    let isWithoutDecoder = false;
    for (const file of files) {
      if (file.size > LARGEST) continue;
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (FIGURES.test(file.name)) {
        stopCamera();
        startAgain();
        const content = jsonIn(bytes);
        if (isEvidence(content)) return say(sentence(words.evidence, { command: code(EVIDENCE_COMMAND) }));
        const saved = savedIn(content);
        const number = saved && findNumber(saved.number ?? "");
        if (saved && number) return checkSaved(saved, number);
        if (saved) return say(words.otherProof);
        return checkFile(file.name.replace(COPY, ""), bytes);
      }
      const inside = await codesInFile(bytes);
      const read = inside === "" ? await codesOfPicture(file) : [inside];
      isWithoutDecoder ||= read === null;
      for (const code of read ?? []) {
        isFound = take(code) || isFound;
        linked ??= findNumber(code);
      }
    }
    // The codes of a paper prove more than its link says, which stands beside them.
    if (!isFound && linked !== null) return follow(linked);
    if (!isFound) say(isWithoutDecoder ? await withoutDecoder() : words.noCode);
  }

  /** Why pictures are not read: it may come, or this page never brings it. */
  async function withoutDecoder(): Promise<string> {
    return (await isOfPortal()) ? words.noDecoder : words.noPhotographs;
  }

  /** Whether the text had codes of a licence. What is wrong with them, the check will say. */
  function take(read: string): boolean {
    if (!read.includes("SANAD")) return false;
    try {
      for (const part of partsIn(read)) collection.add(part);
      texts.push(read);
      if (collection.whole()) finish(texts.join("\n"));
      else tellProgress();
    } catch (error) {
      if (error instanceof VerifyError && error.code === "paper-mixed") tellOther();
      else finish(read);
    }
    return true;
  }

  /** A number that was read is all that counts of the link around it. */
  function follow(number: string): void {
    stopCamera();
    startAgain();
    ask(number);
  }

  function finish(codes: string): void {
    stopCamera();
    startAgain();
    check(codes);
  }

  function startAgain(): void {
    collection = new Collection();
    texts = [];
    say("");
  }

  function say(...said: readonly (Node | string)[]): void {
    status.replaceChildren(...said);
  }

  function tellProgress(): void {
    const { read, count } = collection.state;
    const parts = { n: isolate(String(read.length)), count: isolate(String(count)) };
    say(element("span", {}, sentence(words.read, parts)));
  }

  function tellOther(): void {
    const again = element("button", { type: "button", class: "quiet" }, words.startAgain);
    again.addEventListener("click", startAgain);
    say(element("span", {}, words.otherPaper), again);
  }

  async function startCamera(): Promise<void> {
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
      });
    } catch {
      return say(words.noCamera);
    }
    video.srcObject = stream;
    video.hidden = false;
    camera.textContent = words.stop;
    say(words.looking);
    await video.play().catch(() => {});
    let linked = "";
    let since = 0;
    while (stream) {
      const read = await codesInSight(video);
      if (!stream) return;
      if (read === null) {
        stopCamera();
        return say(await withoutDecoder());
      }
      for (const code of read) {
        if (!stream) break;
        const number = take(code) ? null : findNumber(code);
        if (number === null || number === linked) continue;
        linked = number;
        since = Date.now();
      }
      const isAlone = linked !== "" && collection.state.count === 0 && Date.now() - since > PATIENCE;
      if (stream && isAlone && navigator.onLine) return follow(linked);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  function stopCamera(): void {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.srcObject = null;
    video.hidden = true;
    camera.textContent = words.camera;
  }
}

/** The JSON in a file, null where it is none. */
function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** What auditors take of a batch, which says itself what it is. */
function isEvidence(content: unknown): boolean {
  return typeof content === "object" && content !== null && "format" in content && content.format === "sanad-evidence";
}
