// The server goes away in the middle of the work and comes back.

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { sameFigures } from "../support/documents.js";
import { field, Mouse, type } from "../support/hands.js";
import { bytes, EXAMPLE, held, plain, read, SEED } from "../support/report.js";
import { Service } from "../support/service.js";
import { claim } from "../support/tools.js";
import { breakTotal, finding, headless, fix, sound } from "../support/work.js";

claim("away: the server stops, typing goes on, the server is back, nothing is lost", async (test) => {
    const first = await Service.start();
    test.after(() => first.stop());
    const { page } = await guest(test, { at: first, away: true });
    const report = await read(await bytes(SEED));
    const hands = new Mouse(page);
    const paths = ["form", "year", ...Object.keys(report.values).filter((path) => path !== "form" && path !== "year")];
    const early = paths.slice(0, paths.length >> 1);
    const late = paths.filter((path) => !early.includes(path) && report.values[path] !== "");
    assert.ok(late.length > 5, "two halves");
    await type(hands, { ...report, values: pick(report.values, early) });

    await first.stop();
    for (const path of late) await hands.write(field(path), report.values[path].trimEnd());
    await page.locator('#status[data-kind="away"]').waitFor();
    assert.match(await page.locator("#status").textContent(), /连不上服务器/);
    assert.deepEqual(plain(await held(page)), headless(plain(report.values)), "typing went on");

    const second = await Service.start({ port: first.port });
    test.after(() => second.stop());
    await page.locator('#status:not([data-kind="away"])').waitFor({ timeout: 30_000 });
    assert.deepEqual(plain(await held(page)), headless(plain(report.values)), "after it is back");
    await sound(page);
    // What was typed meanwhile is checked now.
    await fix(hands, report, await breakTotal(hands, report));
    await page.reload();
    await page.locator(field("overview")).waitFor();
    assert.deepEqual(plain(await held(page)), headless(plain(report.values)), "after a reload");
    const documents = {};
    for (const kind of ["pdf", "docx", "html", "yaml"]) documents[kind] = await hands.download(`#download-${kind}`);
    await sameFigures(report, documents);
});

claim("away: a mistake made while the server was away is found when it is back", async (test) => {
    const first = await Service.start();
    test.after(() => first.stop());
    const { page } = await guest(test, { at: first, away: true });
    await page.locator("#open").setInputFiles({ name: "a.yaml", mimeType: "application/yaml", buffer: await bytes(EXAMPLE) });
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    await sound(page);
    await first.stop();
    const wrong = "requests.received.total";
    await new Mouse(page).write(field(wrong), "77");
    await page.locator('#status[data-kind="away"]').waitFor();
    const second = await Service.start({ port: first.port });
    test.after(() => second.stop());
    await page.locator(finding(wrong)).first().waitFor({ timeout: 30_000 });
});

function pick(values, paths) {
    return Object.fromEntries(paths.map((path) => [path, values[path]]));
}
