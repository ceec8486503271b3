// Opens HTML reports in Chromium: desktop and phone width, with and without
// JavaScript, and runs axe-core on them. Prints faults and exits with 1 where
// there are any.
//
//   node check.mjs CHROMIUM REPORT.html... [--pictures FOLDER]
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const args = process.argv.slice(2);
const at = args.indexOf("--pictures");
const pictures = at < 0 ? null : args.splice(at, 2)[1];
const [executablePath, ...reports] = args;
if (!executablePath || reports.length === 0) {
  console.error("usage: node check.mjs CHROMIUM REPORT.html... [--pictures FOLDER]");
  process.exit(2);
}

const faults = [];
const widths = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
for (const report of reports) {
  for (const [name, viewport] of Object.entries(widths)) {
    for (const javaScriptEnabled of [true, false]) {
      const what = `${basename(report)}, ${name}${javaScriptEnabled ? "" : ", no JavaScript"}`;
      const context = await browser.newContext({ viewport, javaScriptEnabled });
      const page = await context.newPage();
      page.on("console", (m) => m.type() === "error" && faults.push(`${what}: ${m.text()}`));
      page.on("pageerror", (e) => faults.push(`${what}: ${e.message}`));
      page.on("request", (r) => r.url().startsWith("file:") || faults.push(`${what}: asks for ${r.url()}`));
      await page.goto(pathToFileURL(resolve(report)).href);
      if (!(await page.locator("h1").first().isVisible())) faults.push(`${what}: no heading is visible`);
      if (!(await page.locator("text=candor").count())) faults.push(`${what}: does not say what made it`);
      if (javaScriptEnabled) {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 1) faults.push(`${what}: is ${wide} px wider than the screen`);
        await keyboard(page, what);
      }
      if (pictures) await page.screenshot({ path: join(pictures, `${what.replace(/[^a-z0-9]+/gi, "-")}.png`) });
      await context.close();
    }
    await accessible(report, name, viewport);
  }
}
await browser.close();
for (const f of faults) console.log(f);
console.log(`${reports.length} reports, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);

// keyboard: the tab key reaches something that opens or leads somewhere.
async function keyboard(page, what) {
  const reached = new Set();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement?.tagName ?? ""));
  }
  if (![...reached].some((t) => ["A", "SUMMARY", "BUTTON", "INPUT"].includes(t))) faults.push(`${what}: the tab key reaches nothing`);
}

// accessible runs axe-core, in a context that lets it past the page's own
// content security policy.
async function accessible(report, name, viewport) {
  const context = await browser.newContext({ viewport, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(resolve(report)).href);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const v of violations.filter((v) => ["serious", "critical"].includes(v.impact))) {
    faults.push(`${basename(report)}, ${name}: ${v.id} (${v.impact}): ${v.nodes[0]?.target}`);
  }
  await context.close();
}
