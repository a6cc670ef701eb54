/** How long a session lasts still, in whole seconds: clocks of browsers are wrong, spans are not. */
export type SessionLeft = { seconds: number; canBeExtended: boolean };

/** What is left of a session that ends at `endsAt` and can be extended until `latest`. Less than a minute more is no extension. */
export function sessionLeft({ endsAt, latest }: { endsAt: Date; latest: Date }, now = Date.now()): SessionLeft {
  return {
    seconds: Math.max(0, Math.floor((endsAt.getTime() - now) / 1_000)),
    canBeExtended: latest.getTime() - endsAt.getTime() > 60_000,
  };
}
