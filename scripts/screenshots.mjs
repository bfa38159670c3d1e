/**
 * `npm run screenshots`: serves the last build with demo data from a folder of its own and takes the pictures of README.md
 * in Chromium (CHROMIUM_PATH, else Debian's). Build first.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const target = 'docs/screenshots';
const pictures = [
  { name: 'iteration', path: '/p/WEBSHOP', waitsFor: '.chart > svg' },
  { name: 'planning', path: '/p/WEBSHOP/planning', waitsFor: '.plan-card' },
  { name: 'timeline', path: '/p/WEBSHOP/timeline', waitsFor: '.content h1', height: 520 },
  { name: 'velocity', path: '/p/WEBSHOP/velocity', waitsFor: '.chart > svg', colorScheme: 'dark' },
];

const folder = mkdtempSync(join(tmpdir(), 'timebox-screenshots-'));
const server = spawn(process.execPath, ['dist/main.js', 'serve', '--demo'], {
  env: { ...process.env, TIMEBOX_DATA_DIR: folder, TIMEBOX_PORT: '0', TIMEBOX_HOST: '127.0.0.1' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const base = await addressOf(server);
  const { login, password } = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  mkdirSync(target, { recursive: true });
  for (const { name, path, waitsFor, height = 760, colorScheme = 'light' } of pictures) {
    const context = await browser.newContext({ viewport: { width: 1200, height }, colorScheme, locale: 'en' });
    const page = await context.newPage();
    await page.goto(base + path);
    await page.locator('input[autocomplete=username]').fill(login);
    await page.locator('input[autocomplete=current-password]').fill(password);
    await page.locator('button[type=submit]').click();
    await page.locator(waitsFor).first().waitFor();
    await page.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => {});
    await page.screenshot({ path: join(target, `${name}.png`) });
    await context.close();
    console.log(`${target}/${name}.png`);
  }
  await browser.close();
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

/** Where the server says that it is. */
function addressOf({ stdout }) {
  return new Promise((resolve, reject) => {
    let said = '';
    stdout.on('data', (chunk) => {
      said += chunk;
      const found = /Timebox is at (\S+)[\s\S]*All three are kept/.exec(said);
      if (found !== null) resolve(found[1]);
    });
    stdout.on('end', () => reject(new Error(`The server did not start:\n${said}`)));
  });
}
