/** Holds the secret of a browser that opened links to applications' status; nothing else, and for this browser only. */
export const viewerCookie = "sanad-status";
