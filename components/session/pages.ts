/** Caches of the service worker (public/sw.js) that hold pages of a person. */
const personal = ["sanad-pages", "sanad-status"] as const;
const ownerKey = "sanad-who";

/** Takes every page that this browser keeps of its people, as somebody signs out. */
export async function forgetPages(): Promise<void> {
  localStorage.removeItem(ownerKey);
  if ("caches" in window) await Promise.all(personal.map((name) => caches.delete(name)));
}

/**
 * Takes what a browser keeps of signed-in pages when they are not, or no longer, of the person who looks now. What was opened by a link
 * from a letter is this browser's own.
 */
export async function forgetPagesOfOthers(who: string | null): Promise<void> {
  const owner = localStorage.getItem(ownerKey);
  if (owner === who) return;
  if (who === null) localStorage.removeItem(ownerKey);
  else localStorage.setItem(ownerKey, who);
  if (owner !== null && "caches" in window) await caches.delete("sanad-pages");
}
