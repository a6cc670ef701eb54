import { z } from "zod";

const hex = (maxBytes: number) =>
  z
    .string()
    .max(maxBytes * 2)
    .regex(/^([0-9a-f]{2})+$/i);

/** A delegation chain as `@dfinity/identity` writes it to JSON, bounded. */
export const SignedDelegations = z.strictObject({
  publicKey: hex(512),
  delegations: z
    .array(
      z.strictObject({
        delegation: z.strictObject({
          pubkey: hex(512),
          expiration: hex(8),
          targets: z.array(hex(29)).max(1000).optional(),
        }),
        signature: hex(16_384),
      }),
    )
    .min(1)
    .max(20),
});

export type SignedDelegations = z.infer<typeof SignedDelegations>;
