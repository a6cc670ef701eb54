/** Mail providers where anybody gets an address: never evidence for an institution. */
export const publicProviders: ReadonlySet<string> = new Set([
  "gmail.com",
  "googlemail.com",
  "yahoo.com",
  "ymail.com",
  "hotmail.com",
  "outlook.com",
  "live.com",
  "msn.com",
  "icloud.com",
  "me.com",
  "aol.com",
  "proton.me",
  "protonmail.com",
  "gmx.com",
  "mail.com",
  "zoho.com",
  "yandex.com",
]);

/**
 * Does a mail address lie in one of the domains, or in a subdomain of one? Where anybody gets an address, that says nothing.
 */
export function isInDomains(email: string | null, domains: readonly (string | null | undefined)[]): boolean {
  const host = hostOf(email);
  if (!host || publicProviders.has(host)) return false;
  const known = domains.flatMap((domain) => (domain ? [domain.toLowerCase()] : []));
  return closest(host, known) !== undefined;
}

/** What follows the last @ of an address, in small letters. */
export function hostOf(email: string | null): string | undefined {
  return email?.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

/** The longest of the domains that the host lies in. */
export function closest(host: string, domains: readonly string[]): string | undefined {
  return domains
    .filter((domain) => host === domain || host.endsWith(`.${domain}`))
    .sort((a, b) => b.length - a.length)[0];
}
