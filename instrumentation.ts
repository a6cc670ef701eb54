/** Runs once when the server starts, before it answers anybody. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { config } = await import("./lib/platform/config.ts");
    const { openFrontDoor } = await import("./lib/platform/web/frontDoor.ts");
    openFrontDoor(config().trustedProxies);
  }
}
