import { onLine, slowPhone } from "./slowPhone.mts";

/** What a page has fetched: bytes over the wire, and whether the browser draws nothing before it is there. */
export type Load = { bytes: number; isBlocking: boolean };

/** Browsers open so many connections to one host with HTTP/1.1; with HTTP/2, the style sheets go first and nothing is slower. */
const connections = 6;
/** What a server sends before it waits for an answer, ten packets: the head of a document is in it, and names the rest. */
const firstWindow = 14_600;

/**
 * Milliseconds after which the slow line has brought everything that the first text waits for, the document included.
 * Decided by bytes and order alone: the document comes first, what its head names is then asked for, style sheets first,
 * and all that is on its way shares the line evenly. Browsers do better, by about as much as drawing takes.
 */
export function firstTextAt(document: number, named: readonly Load[]): number {
  const head = Math.min(document, firstWindow);
  let now = slowPhone.latency + onLine(head);
  const waiting = named.toSorted((one, other) => Number(other.isBlocking) - Number(one.isBlocking));
  const rest = { bytes: document - head, isBlocking: true, left: document - head, flowsAt: now };
  const asked: (Load & { left: number; flowsAt: number })[] = rest.bytes > 0 ? [rest] : [];
  const ask = () => {
    for (const load of waiting.splice(0, connections - asked.length))
      asked.push({ ...load, left: load.bytes, flowsAt: now + slowPhone.latency });
  };
  ask();
  while ([...asked, ...waiting].some(({ isBlocking }) => isBlocking)) {
    const flowing = asked.filter(({ flowsAt }) => flowsAt <= now);
    const done = Math.min(...flowing.map(({ left }) => onLine(left) * flowing.length));
    const begins = Math.min(...asked.filter(({ flowsAt }) => flowsAt > now).map(({ flowsAt }) => flowsAt - now));
    const step = Math.min(done, begins);
    for (const load of flowing) load.left -= step / onLine(1) / flowing.length;
    now += step;
    for (const load of flowing.filter(({ left }) => left < 0.5)) asked.splice(asked.indexOf(load), 1);
    ask();
  }
  return now;
}
