/** Words that stay in Latin letters on pages in Urdu: names that have no Urdu form in use, and marks of file types and rules. */
export const latinWords: readonly string[] = [
  "Caffeine",
  "PDF",
  "CSV",
  "UTF",
  "JSON",
  "PNG",
  "JPEG",
  "JPG",
  "CSV",
  "JSON",
  "QR",
  "WCAG",
  "AA",
  "axe",
];

/** Addresses, numbers and codes, which are the same in every language. */
export const latinPatterns: readonly string[] = [
  // E-mail addresses.
  "[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+",
  // Addresses of the web, and domains.
  "https?://[^\\s،۔]+",
  "\\b[a-z0-9-]+(\\.[a-z0-9-]+)*\\.(pk|com|org|net|example|app)\\b",
  // Numbers of licences, applications and batches.
  "\\bSND(-[0-9A-Z]+)*\\b",
  "\\bAPP-[0-9A-Z]{5}-[0-9A-Z]\\b",
  "\\b[BM]-\\d{4,}\\b",
  // The hash that fingerprints are made with.
  "\\bSHA-256\\b",
  // Who gave no name is called as their address begins: the guests of the journeys.
  "\\bguest-[0-9a-f]{8}\\b",
  // Principals, of keys that nobody's name is known of.
  "\\b[a-z2-7]{5}(-[a-z2-7]{5}){3,9}(-[a-z2-7]{1,5})?\\b",
  // Handles of the messenger.
  "@[a-z][a-z0-9_.]+",
];
