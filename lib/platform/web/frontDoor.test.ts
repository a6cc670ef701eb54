import http from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodable, openFrontDoor, visitorHeader } from "./frontDoor.ts";

const server = http.createServer((request, response) => {
  response.end(JSON.stringify({ url: request.url, visitor: request.headers[visitorHeader] ?? null }));
});

beforeAll(async () => {
  openFrontDoor(1);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

/** By hand: fetch would put the address right itself. */
function ask(path: string, headers: Record<string, string> = {}): Promise<{ url: string; visitor: string | null }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    http
      .get({ host: "127.0.0.1", port, path, headers }, async (response) => {
        let text = "";
        for await (const part of response) text += part;
        resolve(JSON.parse(text));
      })
      .on("error", reject);
  });
}

test.each([
  ["/api/v1/licences/%E0%A4%A", "/api/v1/licences/%25E0%25A4%25A"],
  ["/ur/%/a%20b?q=%E0%A4%A", "/ur/%25/a%20b?q=%E0%A4%A"],
  ["/verify/%FF", "/verify/%25FF"],
  ["/institutions/%D8%B3", "/institutions/%D8%B3"],
  ["/plain?q=100%", "/plain?q=100%"],
])("%s reaches the server as %s", async (sent, seen) => {
  expect((await ask(sent)).url).toBe(seen);
});

test("every path can be decoded afterwards, and one that could before is left alone", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("%", "/", "2", "5", "E0", "%D8%B3", "a", "?", "#"), { maxLength: 20 }),
      (parts) => {
        const target = `/${parts.join("")}`;
        const [path = ""] = decodable(target).split(/[?#]/);
        expect(() => path.split("/").map(decodeURIComponent)).not.toThrow();
        expect(decodable(decodable(target))).toBe(decodable(target));
      },
    ),
  );
});

test("the visitor is who the proxy says, never who the visitor says", async () => {
  const claims = { [visitorHeader]: "6.6.6.6" };
  expect((await ask("/", { ...claims, "x-forwarded-for": "203.0.113.9" })).visitor).toBe("203.0.113.9");
  expect((await ask("/", claims)).visitor).toBeNull();
  expect((await ask("/", { ...claims, "x-forwarded-for": "127.0.0.1" })).visitor).toBeNull();
});
