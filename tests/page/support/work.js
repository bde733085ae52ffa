// The work of a clerk from the first key to the files in hand, for either pair of hands.

import assert from "node:assert/strict";

import { sameFigures } from "./documents.js";
import { field, type } from "./hands.js";
import { bytes, held, plain, read, sums } from "./report.js";
import { until } from "./tools.js";

/** The finding of a cell, in the list. */
export const finding = (path) => `#findings li[data-path="${path}"]`;

/** Waits until nothing is being checked any more and no cell is marked wrong. */
export async function sound(page) {
    await page.waitForFunction(() => !document.querySelector('[data-path][aria-invalid="true"]'));
}

/** Types the report of a file in from nothing, breaks a cell, fixes it, takes the documents away. */
export async function wholeReport(hands, file) {
    const { page } = hands;
    const report = await read(await bytes(file));
    await type(hands, report);
    const expected = plain(report.values);
    assert.deepEqual(plain(await held(page)), headless(expected), "the fields hold what was typed");
    await sound(page);

    const wrong = await breakTotal(hands, report);
    await fix(hands, report, wrong);

    const documents = {};
    for (const kind of ["pdf", "docx", "html", "yaml"]) {
        documents[kind] = await hands.download(`#download-${kind}`);
        assert.match(documents[kind].name, new RegExp(`\\.${kind}$`), "the name of the file");
    }
    await sameFigures(report, documents);
}

/** What the fields of a page show: all but what is chosen above them. */
export function headless({ form: _, year: __, ...rest }) {
    return rest;
}

/** Makes a total one too many; its cell and the list say so, and the list leads to the cell. */
export async function breakTotal(hands, report) {
    const { page } = hands;
    // While a report is being filled in, a sum with a blank is not examined.
    const isThere = (path) => (report.values[path] ?? "") !== "";
    const whole = (await sums(report.form)).filter((sum) => ["row-total", "group-total"].includes(sum.kind) && sum.left.every(isThere));
    const path = whole.map((sum) => sum.right[0]).find((path) => Number(report.values[path]) > 0);
    await hands.write(field(path), String(Number(report.values[path]) + 1));
    await page.locator(`${field(path)}[aria-invalid="true"]`).waitFor();
    await page.locator(finding(path)).first().waitFor();
    await hands.into(field("issuer"));
    await hands.press(`${finding(path)} .jump`);
    await until(
        () => page.evaluate((path) => document.activeElement.dataset.path === path, path),
        "the jump leads to the cell",
    );
    return path;
}

/** Mends a cell by its button. */
export async function fix(hands, report, path) {
    const { page } = hands;
    await hands.press(`${finding(path)} .fix`);
    await page.waitForFunction(
        ([selector, text]) => document.querySelector(selector).value === text,
        [field(path), report.values[path]],
    );
    await sound(page);
    await page.locator(finding(path)).first().waitFor({ state: "detached" });
}
