// How long a person waits. The bounds hold for cargo's dev build too, which checks a report several times
// slower than a release; CHENGBAO_PROGRAM names one to be measured.

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { field } from "../support/hands.js";
import { bytes, EXAMPLE, read, sums } from "../support/report.js";
import { claim } from "../support/tools.js";
import { sound } from "../support/work.js";

const PAINT = 500;
const FINDING = 150;

claim(`speed: first paint within ${PAINT} ms`, async (test) => {
    const { context } = await guest(test, { opens: false });
    const times = [];
    for (let round = 0; round < 7; round += 1) {
        const page = await context.newPage();
        await page.goto("/");
        await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
        times.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
        await page.close();
    }
    test.diagnostic(`first contentful paint: ${shown(times)}`);
    assert.ok(median(times) <= PAINT, `median ${median(times)} ms`);
});

claim(`speed: from a key in a full report to its finding within ${FINDING} ms`, async (test) => {
    const { page } = await guest(test);
    const report = await read(await bytes(EXAMPLE));
    await page.locator("#open").setInputFiles({ name: "2024.yaml", mimeType: "application/yaml", buffer: await bytes(EXAMPLE) });
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    await sound(page);
    const totals = (await sums(report.form)).filter((sum) => sum.kind === "row-total").map((sum) => sum.right[0]);
    const cell = field(totals[0]);
    await page.evaluate(watch, cell);
    await page.locator(cell).click();
    await page.keyboard.press("End");
    // A preview follows each fix; it is not what is measured.
    const pause = 700;
    for (let round = 0; round < 20; round += 1) {
        await page.waitForTimeout(pause);
        await page.keyboard.press("7");
        await page.locator(`${cell}[aria-invalid="true"]`).waitFor();
        await page.keyboard.press("Backspace");
        await page.locator(`${cell}:not([aria-invalid="true"])`).waitFor();
    }
    const times = await page.evaluate(() => window.times);
    assert.equal(times.length, 20);
    test.diagnostic(`key to finding: ${shown(times)}`);
    assert.ok(median(times) <= FINDING, `median ${median(times)} ms`);
});

/** In the page: times from the input that makes a cell wrong to the mark on it. */
function watch(selector) {
    const cell = document.querySelector(selector);
    window.times = [];
    let start;
    cell.addEventListener("input", () => (start = performance.now()), { capture: true });
    new MutationObserver(() => {
        if (cell.getAttribute("aria-invalid") === "true" && start !== undefined) {
            window.times.push(performance.now() - start);
            start = undefined;
        }
    }).observe(cell, { attributes: true, attributeFilter: ["aria-invalid"] });
}

function median(times) {
    return [...times].sort((a, b) => a - b)[times.length >> 1];
}

function shown(times) {
    return `median ${median(times).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms of ${times.length}`;
}
