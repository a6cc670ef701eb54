import { randomUUID } from "node:crypto";

/** The address of somebody new, at a domain that cannot exist. */
export function guest(): string {
  return `guest-${randomUUID().slice(0, 8)}@guests.example`;
}
