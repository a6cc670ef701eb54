// A print as a phone's camera sees it: at an angle, out of focus, in uneven light, with noise, packed as JPEG, 1280 by 720.
import sharp from "sharp";

const width = 1280;
const height = 720;

/** What a photograph suffers. */
export type Conditions = {
  /** Standard deviation of the blur, in pixels of the photograph. */
  blur: number;
  /** How far corners are out of place, as a share of the sheet's size. */
  skew: number;
  /** Standard deviation of the noise, of 255. */
  noise: number;
  /** Of the JPEG, of 100. */
  quality: number;
  /** The sheet's width in the photograph, as a share of the photograph's. */
  share: number;
};

type Point = { x: number; y: number };

/** A photograph of a print, given as an SVG of `of.width` by `of.height` units; `random` gives numbers from 0 to 1. */
export async function photograph(
  svg: string,
  of: { width: number; height: number },
  { blur, skew, noise, quality, share }: Conditions,
  random: () => number,
): Promise<Uint8Array> {
  const scale = 4;
  const { data: print, info } = await sharp(Buffer.from(svg), { density: 72 * scale })
    .flatten({ background: "#fff" })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const wide = Math.min(width * share, (height * 0.96 * of.width) / of.height);
  const high = (wide * of.height) / of.width;
  const [left, top] = [(width - wide) / 2, (height - high) / 2];
  const moved = (x: number, y: number): Point => ({
    x: left + x * wide + (random() - 0.5) * 2 * skew * wide,
    y: top + y * high + (random() - 0.5) * 2 * skew * high,
  });
  const toPrint = projection([moved(0, 0), moved(1, 0), moved(1, 1), moved(0, 1)]);
  const pixels = new Uint8Array(width * height);
  const light = { x: (random() - 0.5) * 60, y: (random() - 0.5) * 60 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = toPrint(x, y);
      const isInside = at.x >= 0 && at.x < 1 && at.y >= 0 && at.y < 1;
      // Behind the sheet: a table.
      const ink = isInside ? sample(print, info, at) : 110;
      pixels[y * width + x] = clamp(25 + ink * 0.75 + (light.x * x) / width + (light.y * y) / height);
    }
  }
  const image = sharp(pixels, { raw: { width, height, channels: 1 } });
  const { data: seen } = await (blur >= 0.3 ? image.blur(blur) : image)
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let i = 0; i < seen.length; i++) seen[i] = clamp((seen[i] ?? 0) + noise * normal(random));
  return sharp(seen, { raw: { width, height, channels: 1 } })
    .jpeg({ quality })
    .toBuffer();
}

/** The mean of the four nearest points of the print. */
function sample(print: Buffer, info: { width: number; height: number }, { x, y }: Point): number {
  const [u, v] = [x * (info.width - 1), y * (info.height - 1)];
  const [column, row] = [Math.floor(u), Math.floor(v)];
  const [right, down] = [u - column, v - row];
  const at = (dx: number, dy: number) =>
    print[Math.min(row + dy, info.height - 1) * info.width + Math.min(column + dx, info.width - 1)] ?? 255;
  const upper = at(0, 0) * (1 - right) + at(1, 0) * right;
  return upper * (1 - down) + (at(0, 1) * (1 - right) + at(1, 1) * right) * down;
}

/** From a point of the photograph to one of the unit square, whose corners lie at the four points, in turn (Heckbert 1989, 2.2.3). */
function projection([a, b, c, d]: [Point, Point, Point, Point]): (x: number, y: number) => Point {
  const [dx1, dx2, sx] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, sy] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const whole = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / whole;
  const h = (dx1 * sy - sx * dy1) / whole;
  const m = [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y] as const;
  const [p, q, r, s, t, u] = m;
  // Its adjoint is its inverse but for a factor, which the division takes away.
  return (x, y) => {
    const px = (t - u * h) * x + (r * h - q) * y + (q * u - r * t);
    const py = (u * g - s) * x + (p - r * g) * y + (r * s - p * u);
    const pw = (s * h - t * g) * x + (q * g - p * h) * y + (p * t - q * s);
    return { x: px / pw, y: py / pw };
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
