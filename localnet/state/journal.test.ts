import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "./lock.ts";
import { Store } from "./store.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "localnet-store-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const journalIn = (folder: string) =>
  join(folder, readdirSync(folder).find((name) => name.startsWith("journal-")) ?? "");

function fill(store: Store): number[] {
  const sizes: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    store.put("round", round);
    store.put(`cell ${round}`, { round, bytes: new Uint8Array(round) });
    if (round > 1) store.remove(`cell ${round - 2}`);
    const image = store.image("image");
    image.resize(4096 * (round + 1));
    const page = new Uint8Array(4096).fill(round + 1);
    image.write(4096 * round, page);
    store.note("image", image.length, [{ at: 4096 * round, bytes: page }]);
    store.commit();
    sizes.push(statSync(journalIn(dir)).size);
  }
  return sizes;
}

describe("the stored state", () => {
  it("comes back as it was committed, and no further", () => {
    const store = new Store(dir);
    fill(store);
    store.put("round", 99);
    const again = new Store(dir);
    expect(again.get("round")).toBe(4);
    expect([...again.cells("cell ")].map(([name]) => name)).toEqual(["3", "4"]);
    expect(again.image("image").length).toBe(5 * 4096);
    expect(again.image("image").bytes[4096 * 3]).toBe(4);
  });

  it("loses only the record that was torn, wherever the tear is, and goes on from there", () => {
    const sizes = fill(new Store(dir));
    const whole = journalIn(dir);
    const [beforeLast = 0, last = 0] = sizes.slice(-2);
    for (let length = beforeLast; length < last; length += 97) {
      const torn = mkdtempSync(join(tmpdir(), "localnet-torn-"));
      const copy = join(torn, whole.slice(dir.length + 1));
      copyFileSync(whole, copy);
      truncateSync(copy, length);
      const store = new Store(torn);
      expect(store.get("round")).toBe(3);
      store.put("round", "after");
      store.commit();
      expect(new Store(torn).get("round")).toBe("after");
      rmSync(torn, { recursive: true });
    }
  });

  it("ignores rubbish at the end", () => {
    fill(new Store(dir));
    appendFileSync(journalIn(dir), Buffer.from("0a00000001020304aaaa", "hex"));
    expect(new Store(dir).get("round")).toBe(4);
  });

  it("is written anew when the journal has outgrown it", () => {
    const store = new Store(dir);
    store.put("kept", "yes");
    store.commit();
    const first = journalIn(dir);
    for (let round = 0; round < 70; round += 1) {
      store.put("large", new Uint8Array(1024 * 1024).fill(round));
      store.commit();
    }
    store.settle();
    expect(journalIn(dir)).not.toBe(first);
    expect(statSync(journalIn(dir)).size).toBeLessThan(2 * 1024 * 1024);
    const again = new Store(dir);
    expect(again.get("kept")).toBe("yes");
    expect(again.get<Uint8Array>("large")?.[0]).toBe(69);
  });

  it("is for its owner only", () => {
    fill(new Store(dir));
    expect(statSync(journalIn(dir)).mode & 0o777).toBe(0o600);
    expect(readFileSync(journalIn(dir), "latin1").startsWith("localnet journal 1\n")).toBe(true);
  });
});

describe("the lock of a folder", () => {
  it("lets in one at a time", async () => {
    const unlock = await lockFolder(dir);
    await expect(lockFolder(dir)).rejects.toThrow("another local network");
    await unlock();
    const again = await lockFolder(dir);
    await again();
  });
});
