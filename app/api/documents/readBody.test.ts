import { expect, test } from "vitest";
import { readBody } from "./readBody.ts";

/** A request whose body comes in `chunks` pieces of `size` bytes, counting how many were asked for. */
function request(chunks: number, size: number) {
  let given = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given === chunks) return controller.close();
      given += 1;
      controller.enqueue(new Uint8Array(size).fill(given));
    },
  });
  const made = new Request("http://portal.test/", { method: "POST", body, duplex: "half" } as RequestInit);
  return { made, given: () => given };
}

test("a body up to the limit is read whole", async () => {
  const bytes = await readBody(request(3, 10).made, 30);
  expect(Buffer.from(bytes ?? [])).toEqual(Buffer.concat([1, 2, 3].map((value) => Buffer.alloc(10, value))));
});

test("one byte more is refused, and read to its end so that the browser sees the answer", async () => {
  const { made, given } = request(4, 10);
  expect(await readBody(made, 39)).toBeUndefined();
  expect(given()).toBe(4);
});

test("an endless body is given up on", async () => {
  const mebibyte = 1024 * 1024;
  const { made, given } = request(1000, mebibyte);
  expect(await readBody(made, mebibyte)).toBeUndefined();
  expect(given()).toBeLessThan(70);
});

test("no body is an empty one", async () => {
  expect(await readBody(new Request("http://portal.test/"), 10)).toEqual(new Uint8Array());
});
