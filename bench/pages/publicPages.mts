/** What strangers meet first, by address: the pages that must be fast on a slow phone. */
export const publicPages = [
  "/",
  "/ur",
  "/sign-in",
  "/ur/sign-in",
  "/terms",
  "/ur/terms",
  "/figures",
  "/ur/figures",
  "/verify",
  "/ur/verify",
  "/verify/SND-00000-00000-0",
  "/ur/verify/SND-00000-00000-0",
] as const;
