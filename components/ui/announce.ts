/** What just happened, in a sentence of the reader's language. */
export type Announcement = { text: string; tone?: "neutral" | "good" | "bad" };

const channel = "sanad:announce";

/** Shows a sentence at the page's edge, and has it read out without moving the focus. For acts that stay on the page. */
export function announce(text: string, tone: Announcement["tone"] = "good"): void {
  window.dispatchEvent(new CustomEvent<Announcement>(channel, { detail: { text, tone } }));
}

/** Hears every announcement until the returned function is called. */
export function onAnnounce(heard: (announcement: Announcement) => void): () => void {
  const listener = (event: Event) => heard((event as CustomEvent<Announcement>).detail);
  window.addEventListener(channel, listener);
  return () => window.removeEventListener(channel, listener);
}
