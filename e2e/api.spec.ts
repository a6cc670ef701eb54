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
  const response = await request.get("/api/health");
  expect(await response.json()).toEqual({ status: "ok", checks: { database: "ok", chain: "ok", worker: "ok" } });
  expect(response.status()).toBe(200);
});
