/**
 * Draws the icons into public/: `node scripts/icons.ts`. One drawing, a letter whose flap is a tick, in two colours
 * for the toolbar, and with a corner mark for each verdict where the browser draws no badge of its own.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'puppeteer-core';

const PUBLIC = join(import.meta.dirname, '../public');
const SIZES = [16, 32, 48, 96, 128];
const BLUE = '#4c68dd';
const GREY = '#7b7871';

/** On a grid of 16: the flap's right arm runs out to the letter's edge, so that it reads as a tick. */
const letter = (colour: string) =>
  `<rect x=".5" y="2.25" width="15" height="11.5" rx="2.6" fill="${colour}"/>` +
  '<path d="M2.9 5.6l3.9 4.3 6.6-5.6" fill="none" stroke="#fff" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>';

const halo = 'stroke="#fff" stroke-width="1.5" stroke-linejoin="round" paint-order="stroke"';
const glyph = 'fill="none" stroke="#fff" stroke-width="1.15" stroke-linecap="round" stroke-linejoin="round"';

/** The verdicts' shapes, on a grid of 16, in the lower right corner. */
const MARKS = {
  pass: `<circle cx="11.4" cy="11.4" r="3.8" fill="#1a6b47" ${halo}/><path d="M9.6 11.5l1.3 1.3 2.2-2.6" ${glyph}/>`,
  warn: `<path d="M11.3 7.3l4 7.3H7.3z" fill="#865200" ${halo}/><path d="M11.3 10.1v1.7M11.3 13.2v.05" ${glyph}/>`,
  fail: `<path d="M9.8 7.6H13l2.2 2.2V13L13 15.2H9.8L7.6 13V9.8z" fill="#ae2a20" ${halo}/><path d="M10.1 10.1l2.6 2.6M12.7 10.1l-2.6 2.6" ${glyph}/>`,
  unknown: `<circle cx="11.4" cy="11.4" r="3.8" fill="#4c5870" ${halo}/><path d="M10.4 10.5a1.05 1.05 0 1 1 1.6.9c-.4.2-.6.5-.6.8M11.4 13.3v.05" ${glyph}/>`,
};

const toSvg = (drawing: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="128" height="128">${drawing}</svg>\n`;

const DRAWINGS: Record<string, string> = {
  icon: letter(BLUE),
  'icon-off': letter(GREY),
  ...Object.fromEntries(Object.entries(MARKS).map(([verdict, mark]) => [`icon-${verdict}`, letter(BLUE) + mark])),
};

const profile = await mkdtemp(join(tmpdir(), 'presend-icons-'));
const browser = await launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  userDataDir: profile,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
const page = await browser.newPage();
for (const [name, drawing] of Object.entries(DRAWINGS)) {
  await writeFile(join(PUBLIC, `${name}.svg`), toSvg(drawing));
  if (!['icon', 'icon-off'].includes(name)) continue;
  await mkdir(join(PUBLIC, name), { recursive: true });
  for (const size of SIZES) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${toSvg(drawing)}`,
    );
    await page.screenshot({ path: join(PUBLIC, name, `${size}.png`), omitBackground: true });
  }
}
await browser.close();
await rm(profile, { recursive: true, force: true });
