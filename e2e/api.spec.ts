import { expect } from "@playwright/test";
import { journey } from "./support/journey.ts";

journey("a verifier learns which network holds the licences, and under which key", async ({ request }) => {
  const response = await request.get("/api/v1/network");
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({
    host: expect.stringMatching(/^http/),
    rootKey: expect.stringMatching(/^[0-9a-f]{266}$/),
    subnetId: expect.any(String),
    canisters: { licence_registry: expect.any(String), messenger: expect.any(String) },
    demonstration: true,
  });
});

journey("whoever watches over the portal hears that all is well", async ({ request }) => {
  // A machine with other work may be late once with a sign of life or an answer; what is wrong stays so.
  await expect(async () => {
    const response = await request.get("/api/health");
    // Where a journey had heads of the audit disowned, their number stands besides.
    const { disownedHeads, ...said } = await response.json();
    expect([undefined, 1, 2]).toContain(disownedHeads);
    expect(said).toEqual({
      status: "ok",
      checks: { database: "ok", chain: "ok", worker: "ok", audit: "ok" },
    });
    expect(response.status()).toBe(200);
  }).toPass({ timeout: 60_000 });
});

journey(
  "an address with broken percent-escapes is a wrong number, or a page that is not there, and never a fault",
  async ({ request }) => {
    const number = await request.get("/api/v1/licences/%E0%A4%A");
    expect(number.status()).toBe(400);
    expect(await number.json()).toEqual({ error: "numberInvalid", wrong: "form", demonstration: true });
    for (const path of ["/%E0%A4%A", "/ur/%E0%A4%A", "/institutions/%", "/verify-assets/%ZZ", "/api/documents/%FF"])
      expect((await request.get(path)).status(), path).toBe(404);
    expect((await request.get("/verify/%E0%A4%A")).status()).toBe(200);
  },
);
