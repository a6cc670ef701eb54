const PATH = "/.well-known/ii-alternative-origins";
const MAX_ALTERNATIVES = 10;
const MAX_FILE = 64 * 1024;
const PATIENCE = 5000;

/** A web origin in its canonical form, or null when the text is none. */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { origin, protocol } = new URL(text);
  return origin === text && (protocol === "http:" || protocol === "https:") && text.length <= 255 ? origin : null;
}

/**
 * Whether an origin may use the principals of a derivation origin: it is the same, or that origin lists it in its file of
 * alternative origins (Internet Identity specification, "Alternative frontend origins"). Redirects are not followed.
 */
export async function mayDerive(origin: string, derivationOrigin: string): Promise<boolean> {
  if (origin === derivationOrigin) return true;
  try {
    const response = await fetch(`${derivationOrigin}${PATH}`, {
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
      headers: { accept: "application/json" },
    });
    const text = response.status === 200 ? await response.text() : "";
    if (text === "" || text.length > MAX_FILE) return false;
    const { alternativeOrigins } = JSON.parse(text) as { alternativeOrigins?: unknown };
    return (
      Array.isArray(alternativeOrigins) &&
      alternativeOrigins.length <= MAX_ALTERNATIVES &&
      alternativeOrigins.includes(origin)
    );
  } catch {
    return false;
  }
}
