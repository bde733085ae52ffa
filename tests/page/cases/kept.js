// Nothing typed is lost on reload.

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { field, Mouse, type } from "../support/hands.js";
import { bytes, cells, EXAMPLE, held, plain, read, SEED } from "../support/report.js";
import { claim } from "../support/tools.js";
import { headless } from "../support/work.js";

claim("kept: a reload in the middle loses nothing, and the rest is typed after it", async (test) => {
    const { page } = await guest(test);
    const report = await read(await bytes(SEED));
    const hands = new Mouse(page);
    const half = Object.keys(report.values).filter((path) => path !== "problems");
    await type(hands, { ...report, values: Object.fromEntries(half.map((path) => [path, report.values[path]])) });
    const before = plain(await held(page));
    await page.reload();
    await page.locator(field("overview")).waitFor();
    assert.deepEqual(plain(await held(page)), before, "after the reload");
    assert.equal(await page.locator("#form").inputValue(), report.form);
    assert.equal(await page.locator("#year").inputValue(), report.values.year);
    await hands.write(field("problems"), report.values.problems.trimEnd());
    await page.reload();
    await page.locator(field("overview")).waitFor();
    assert.deepEqual(plain(await held(page)), headless(plain(report.values)), "the whole report");
});

claim("kept: the last key before the page is closed is kept", async (test) => {
    const { context, page } = await guest(test);
    const [cell] = await cells("zfxxgk-2021");
    await new Mouse(page).choose("#form", "zfxxgk-2021");
    await page.locator(field(cell.path)).click();
    await page.keyboard.type("1234");
    await page.close({ runBeforeUnload: false });
    const again = await context.newPage();
    await again.goto("/");
    await again.locator(field(cell.path)).waitFor();
    assert.equal(await again.locator(field(cell.path)).inputValue(), "1234");
});

claim("kept: what this browser stores is deleted on request, and only then", async (test) => {
    const { page } = await guest(test);
    await page.locator("#open").setInputFiles({ name: "2024.yaml", mimeType: "application/yaml", buffer: await bytes(EXAMPLE) });
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    await page.locator("#lang").click();
    const stored = () => page.evaluate(async () => [
        Object.keys(localStorage).length,
        (await indexedDB.databases()).length,
    ]);
    assert.deepEqual((await stored()).map((count) => count > 0), [true, true]);
    await page.locator("#local-data").click();
    await page.locator("#local [value=no]").click();
    assert.notEqual(await page.locator(field("problems")).inputValue(), "");
    await page.locator("#local-data").click();
    await Promise.all([page.waitForNavigation(), page.locator("#clear-local").click()]);
    await page.waitForFunction((selector) => document.querySelector(selector)?.value === "", field("problems"));
    const left = await page.evaluate(() => JSON.stringify(localStorage));
    assert.doesNotMatch(left, /东区|2024年度/, "nothing of the report is left");
    await page.locator("#undo[disabled]").waitFor();
});

claim("kept: a new report does not take the former one away for good", async (test) => {
    const { page } = await guest(test);
    await page.locator("#open").setInputFiles({ name: "2024.yaml", mimeType: "application/yaml", buffer: await bytes(EXAMPLE) });
    const report = await read(await bytes(EXAMPLE));
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    await page.locator("#new").click();
    await page.waitForFunction((selector) => !document.querySelector(selector)?.value, field("problems"));
    await page.locator("#undo").click();
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    assert.deepEqual(plain(await held(page)), headless(plain(report.values)));
});
