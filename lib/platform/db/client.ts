import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "./generated/client.ts";
import { OneAtATime } from "./oneAtATime.ts";

/** The portal's database, as the app role. */
export type Db = PrismaClient;

/** A transaction of that database; what every step takes. */
export type Tx = Prisma.TransactionClient;

/** The models and fields that this client was generated for. */
const shape = JSON.stringify(Object.entries(Prisma).filter(([name]) => name.endsWith("ScalarFieldEnum")));

const held = globalThis as typeof globalThis & { sanadDatabase?: { url: string; shape: string; client: PrismaClient } };

/**
 * The client for `DATABASE_URL`, opened on first use and kept for the life of the process (and across hot reloads, until one
 * brings another schema).
 * Throws when `DATABASE_URL` is unset: that is a bug of the start, not an expected failure.
 */
export function db(): Db {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  if (held.sanadDatabase?.url !== url || held.sanadDatabase.shape !== shape)
    held.sanadDatabase = { url, shape, client: connect(url) };
  return held.sanadDatabase.client;
}

/** A client of its own for `url`; the caller disconnects it. */
export function connect(url: string): Db {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: 10, Client: OneAtATime }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
}

/** The name of the unique index that a write ran into, or undefined when `error` is another one (Prisma P2002). */
export function violatedIndex(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error) || error.code !== "P2002") return undefined;
  const meta = "meta" in error ? (error.meta as DriverMeta | undefined) : undefined;
  const constraint = meta?.driverAdapterError?.cause?.constraint;
  return constraint?.index ?? constraint?.fields?.join(",") ?? "unique";
}

type DriverMeta = { driverAdapterError?: { cause?: { constraint?: { index?: string; fields?: string[] } } } };
