import { describe, expect, test } from "vitest";
import { newNumber } from "@/lib/licences/number";
import { configureTest } from "@/lib/licences/testing/fixtures";
import { limits, secondsToWait } from "@/lib/platform/limits/limits";
import { testDatabase } from "@/scripts/testing/database";
import { GET as health } from "../health/route";
import { GET as licence } from "./licences/[number]/route";
import { GET as network, OPTIONS as options } from "./network/route";

const { db } = await testDatabase();
configureTest();

const ask = (number: string) => licence(new Request("http://portal.test"), { params: Promise.resolve({ number }) });

describe("the public API", () => {
  test("describes the network to anybody, from anywhere, and is never kept", async () => {
    const response = network();
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toMatchObject({
      host: "http://127.0.0.1:1",
      rootKey: "00".repeat(133),
      network: "local",
      demonstration: true,
      canisters: { licence_registry: "aaaaa-aa", messenger: "aaaaa-aa" },
    });
    expect(options().status).toBe(204);
  });

  test("answers 400 to what is no number, and says whether form or check character is wrong", async () => {
    const number = newNumber();
    const wrong = number.slice(0, 13) + (number.endsWith("0") ? "1" : "0");
    for (const [typed, reason] of [
      ["", "form"],
      ["SND", "form"],
      ["../../etc/passwd", "form"],
      ["S".repeat(5_000), "form"],
      [wrong, "check"],
    ] as const) {
      const response = await ask(typed);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: "numberInvalid", wrong: reason, demonstration: true });
    }
  });

  test("answers 429 to an address that asks for too many proofs, and says when to come back", async () => {
    const headersOf = (visitor: string) => new Headers({ "x-sanad-visitor": visitor });
    const from = (visitor: string) =>
      licence(new Request("http://portal.test", { headers: headersOf(visitor) }), {
        params: Promise.resolve({ number: newNumber() }),
      });
    expect((await from("192.0.2.9")).status).toBe(503);
    for (let asked = 1; asked < limits.proof.most; asked++)
      expect(secondsToWait("proof", headersOf("192.0.2.9"))).toBe(0);
    const response = await from("192.0.2.9");
    expect(response.status).toBe(429);
    const wait = Number(response.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(limits.proof.seconds);
    expect(await response.json()).toEqual({ error: "tooManyRequests", demonstration: true });
    expect((await from("192.0.2.10")).status).toBe(503);
    expect((await ask(newNumber())).status).toBe(503);
  });

  test("answers 503 when the network cannot be reached, and never that a licence does not exist", async () => {
    const response = await ask(newNumber());
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ error: "chainUnreachable", why: "unreachable", demonstration: true });
  });
});

describe("the health of the portal", () => {
  test("is 503 with what is wrong: no sign of the worker, no network", async () => {
    const response = await health();
    expect(response.status).toBe(503);
    const checks = { database: "ok", chain: "unreachable", worker: "silent", audit: "unreachable" };
    expect(await response.json()).toEqual({ status: "failing", checks });
  });

  test("takes a worker for alive for fifteen seconds after its last sign", async () => {
    const worker = async (ago: number) => {
      // An answer is good for a second.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const beatAt = new Date(Date.now() - ago);
      await db.heartbeat.upsert({ where: { name: "worker" }, create: { name: "worker", beatAt }, update: { beatAt } });
      return ((await (await health()).json()) as { checks: { worker: string } }).checks.worker;
    };
    expect(await worker(12_000)).toBe("ok");
    expect(await worker(16_000)).toBe("silent");
  });
});
