// Checks the contrast of the tokens in both themes: `node style/contrast.mjs`. Ends with 1 where a pair falls short.
import { readFileSync } from "node:fs";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const tokens = new Map();
for (const [, name, light, dark] of css.matchAll(/--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)) {
  tokens.set(name, [light, dark]);
}
for (const [, name, both] of css.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)) {
  tokens.set(name, [both, both]);
}

const text = ["ground", "surface", "sunken", "hover"];
const pairs = [
  ...["text", "muted", "accent", "bad"].flatMap((ink) => text.map((ground) => [ink, ground, 4.5])),
  ["text", "accent-soft", 4.5],
  ["muted", "accent-soft", 4.5],
  ["accent", "accent-soft", 4.5],
  ["on-accent", "accent-strong", 4.5],
  ["on-accent", "accent-strong-hover", 4.5],
  ...["good", "soon", "warn", "bad"].flatMap((tone) => [
    [tone, `${tone}-soft`, 4.5],
    ["text", `${tone}-soft`, 4.5],
  ]),
  ["muted", "bad-soft", 4.5],
  ["line-strong", "surface", 3],
  ["line-strong", "ground", 3],
  ["accent", "ground", 3],
];

const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = (hex) => {
  const [red, green, blue] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

let short = 0;
for (const [ink, ground, least] of pairs) {
  for (const theme of [0, 1]) {
    const [one, other] = [tokens.get(ink)?.[theme], tokens.get(ground)?.[theme]];
    const found = one && other ? contrast(one, other) : 0;
    if (found < least) {
      short += 1;
      console.log(`${["light", "dark"][theme]}: ${ink} on ${ground} is ${found.toFixed(2)}, needs ${least}`);
    }
  }
}
console.log(`${pairs.length * 2} pairs, ${short} short`);
process.exit(short ? 1 : 0);
