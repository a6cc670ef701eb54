import { isIP } from "node:net";

/**
 * The address of whoever asks. Each proxy adds the address it was asked from to the end of `forwarded` (X-Forwarded-For), so with
 * `trustedProxies` of them in front, that many entries from the end are theirs and anything before is what somebody claims.
 * Without proxies it is the connection's own address. Undefined when there is none that is an address.
 * An IPv6 address stands for its network of 64 bits, which one visitor has to themselves (RFC 6177).
 */
export function visitorAddress(
  socket: string | undefined,
  forwarded: string | undefined,
  trustedProxies: number,
): string | undefined {
  const claimed = trustedProxies > 0 ? (forwarded?.split(",").map((address) => address.trim()) ?? []) : [];
  const chain = [...claimed, socket ?? ""];
  return networkOf(chain[Math.max(0, chain.length - 1 - trustedProxies)] ?? "");
}

/** Is it this machine's own address? */
export function isLoopbackAddress(address: string): boolean {
  return address.startsWith("127.") || address === "0:0:0:0";
}

function networkOf(address: string): string | undefined {
  const plain = address.replace(/^\[|\](:\d+)?$/g, "").replace(/%.*$/, "");
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/i.exec(plain)?.[1];
  if (four !== undefined) return isIP(four) === 4 ? four : undefined;
  if (isIP(plain) !== 6) return undefined;
  const [head = "", tail] = plain.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill("0"), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
