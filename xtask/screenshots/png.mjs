// Makes the PNG of a browser small: at most 256 colours, chosen by median cut, packed anew. A picture of an
// interface has few colours, so this loses next to nothing and keeps the repository small.
import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Most colours of a palette. */
const COLOURS = 256;

/** Returns the PNG with a palette in place of full colour. */
export function shrink(png) {
  const { width, height, pixels } = decode(png);
  const palette = choose(pixels);
  return encode(width, height, palette, indices(pixels, palette));
}

/** Reads a PNG of 8-bit RGB or RGBA without interlace, as browsers write it; alpha is left out. */
function decode(png) {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error("not a PNG");
  let header;
  const parts = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") header = body;
    if (type === "IDAT") parts.push(body);
    at += 12 + length;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colour, , , interlace] = header.subarray(8);
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlace !== 0) throw new Error("not a PNG of a browser");
  const step = colour === 6 ? 4 : 3;
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), width * step, height, step);
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at += 1) {
    const from = at * step;
    pixels[at] = (bytes[from] << 16) | (bytes[from + 1] << 8) | bytes[from + 2];
  }
  return { width, height, pixels };
}

/** Undoes the filters of the rows; see the PNG specification, chapter 9. */
function unfilter(raw, row, height, step) {
  const bytes = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x += 1) {
      const left = x >= step ? bytes[y * row + x - step] : 0;
      const up = y > 0 ? bytes[(y - 1) * row + x] : 0;
      const corner = x >= step && y > 0 ? bytes[(y - 1) * row + x - step] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      bytes[y * row + x] = raw[y * (row + 1) + 1 + x] + guess;
    }
  }
  return bytes;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Chooses the palette by median cut over the colours that occur. */
function choose(pixels) {
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  let boxes = [[...counts]];
  while (boxes.length < COLOURS) {
    const widest = boxes.map((box) => ({ box, ...spread(box) })).sort((one, two) => two.cost - one.cost)[0];
    if (widest.cost === 0) break;
    const { box, shift } = widest;
    box.sort(([one], [two]) => ((one >> shift) & 255) - ((two >> shift) & 255));
    const half = box.reduce((sum, [, count]) => sum + count, 0) / 2;
    let cut = 0;
    for (let sum = 0; cut < box.length - 1 && sum < half; cut += 1) sum += box[cut][1];
    cut = Math.max(1, cut);
    boxes = boxes.filter((one) => one !== box).concat([box.slice(0, cut), box.slice(cut)]);
  }
  return boxes.map(average);
}

/** The channel in which a box of colours is widest, and what it costs to leave it whole. */
function spread(box) {
  let best = { cost: 0, shift: 0 };
  const weight = Math.sqrt(box.reduce((sum, [, count]) => sum + count, 0));
  for (const shift of [16, 8, 0]) {
    let [least, most] = [255, 0];
    for (const [pixel] of box) {
      const value = (pixel >> shift) & 255;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if ((most - least) * weight > best.cost) best = { cost: (most - least) * weight, shift };
  }
  return best;
}

/** The mean colour of a box; the colour of most of it where one outweighs all others, such as a background. */
function average(box) {
  const all = box.reduce((sum, [, count]) => sum + count, 0);
  const [pixel, most] = box.reduce((one, two) => (two[1] > one[1] ? two : one));
  if (most * 2 > all) return pixel;
  const mean = (shift) => Math.round(box.reduce((sum, [one, count]) => sum + ((one >> shift) & 255) * count, 0) / all);
  return (mean(16) << 16) | (mean(8) << 8) | mean(0);
}

/** The nearest colour of the palette for each pixel. */
function indices(pixels, palette) {
  const known = new Map();
  const nearest = (pixel) => {
    let [best, least] = [0, Infinity];
    for (const [at, colour] of palette.entries()) {
      const red = ((pixel >> 16) & 255) - (colour >> 16);
      const green = ((pixel >> 8) & 255) - ((colour >> 8) & 255);
      const blue = (pixel & 255) - (colour & 255);
      const distance = red * red + green * green + blue * blue;
      if (distance < least) [best, least] = [at, distance];
    }
    return best;
  };
  return Buffer.from(
    Array.from(pixels, (pixel) => {
      if (!known.has(pixel)) known.set(pixel, nearest(pixel));
      return known.get(pixel);
    }),
  );
}

function encode(width, height, palette, bytes) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) bytes.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const packed = deflateSync(rows, { level: 9, memLevel: 9 });
  const none = Buffer.alloc(0);
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("PLTE", colours), chunk("IDAT", packed), chunk("IEND", none)]);
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
