// A clerk with mouse and keys: a report from nothing to the files, and a block from a spreadsheet.

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { Mouse, field } from "../support/hands.js";
import { bytes, cells, EXAMPLE, held, read, SEED } from "../support/report.js";
import { claim } from "../support/tools.js";
import { wholeReport } from "../support/work.js";

claim("typing: the seed's report is typed in, broken, fixed and taken away", async (test) => {
    const { page } = await guest(test);
    await wholeReport(new Mouse(page), SEED);
});

claim("typing: the first number is not blamed, and one button enters 0 where no figure contradicts it", async (test) => {
    const { page } = await guest(test);
    const hands = new Mouse(page);
    await hands.choose("#form", "zfxxgk-2021");
    await hands.choose("#year", "2024");
    await hands.write(field("requests.received.individual"), "3");
    const blanks = '#findings li[data-rule="blank-cell"]';
    await page.locator(blanks).waitFor();
    // A moment for an answer that would blame it.
    await page.waitForTimeout(500);
    assert.equal(await page.locator("#findings li:is(.wrong, .review)").count(), 0, "nothing is blamed");
    assert.equal(await page.locator('[aria-invalid="true"], .warned').count(), 0, "no cell is marked as wrong");
    assert.equal(await page.locator(blanks).count(), 1, "all blanks are one thing to do");
    await hands.press(`${blanks} .fix`);
    await page.waitForFunction((selector) => document.querySelector(selector).value === "0", field("requests.granted.legal"));
    assert.equal(await page.locator(field("requests.received.legal")).inputValue(), "", "a row that is begun stays");
    assert.equal(await page.locator(field("requests.received.individual")).inputValue(), "3");
});

claim("typing: a block copied from a spreadsheet lands cell by cell, and is undone at once", async (test) => {
    const { page } = await guest(test);
    const hands = new Mouse(page);
    const report = await read(await bytes(EXAMPLE));
    const block = await largestBlock(report);
    await hands.choose("#form", report.form);
    const [first] = block[0];
    await hands.into(field(first.path));
    await copy(page, block.map((row) => row.map((cell) => report.values[cell.path])));
    await page.keyboard.press("Control+v");
    const pasted = Object.fromEntries(block.flat().map((cell) => [cell.path, report.values[cell.path]]));
    await page.waitForFunction(
        (pasted) => Object.entries(pasted).every(([path, text]) => document.querySelector(`[data-path="${path}"]:is(input, textarea)`).value === text),
        pasted,
    );
    assert.deepEqual(figuresIn(await held(page)), pasted, "nothing else was filled");
    await hands.press("#undo");
    await page.waitForFunction((selector) => document.querySelector(selector).value === "", field(first.path));
    assert.deepEqual(figuresIn(await held(page)), {}, "one undo takes the whole block back");
    await hands.press("#redo");
    await page.waitForFunction((selector) => document.querySelector(selector).value !== "", field(first.path));
    assert.deepEqual(figuresIn(await held(page)), pasted, "one redo brings it again");
});

claim("typing: undo takes back what was typed, step by step", async (test) => {
    const { page } = await guest(test);
    const hands = new Mouse(page);
    const report = await read(await bytes(EXAMPLE));
    await hands.choose("#form", report.form);
    const [one, two] = await cells(report.form);
    await hands.write(field(one.path), "11");
    await hands.write(field(two.path), "22");
    const now = async () => {
        const { [one.path]: first = "", [two.path]: second = "" } = await held(page);
        return [first, second];
    };
    const steps = [];
    for (let step = 0; step < 8 && (await now()).join("") !== ""; step += 1) {
        await hands.press("#undo");
        await page.waitForTimeout(50);
        steps.push(await now());
    }
    assert.ok(steps.some(([first, second]) => first === "11" && second === ""), `the last is taken back first: ${JSON.stringify(steps)}`);
    assert.deepEqual(await now(), ["", ""], "then all");
    await hands.into(field(one.path));
    await page.keyboard.press("Control+y");
    await page.waitForTimeout(100);
    assert.notDeepEqual(await now(), ["", ""], "Ctrl+Y brings it again");
});

/** Those of the values that are cells of tables. */
function figuresIn(values) {
    return Object.fromEntries(Object.entries(values).filter(([path]) => path.includes(".")));
}

/** The value cells of the section that has most of them, row by row. */
async function largestBlock({ form }) {
    const sections = group(await cells(form), (cell) => cell.section);
    const [largest] = [...sections.values()].sort((a, b) => b.length - a.length);
    return [...group(largest, (cell) => cell.row).values()];
}

function group(all, by) {
    const groups = new Map();
    for (const one of all) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
    return groups;
}

/** Puts a block on the clipboard the way spreadsheets do: text with tabs, and a table of HTML. */
async function copy(page, rows) {
    await page.evaluate(async (rows) => {
        const text = rows.map((row) => `${row.join("\t")}\r\n`).join("");
        const html = `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;
        const item = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) };
        await navigator.clipboard.write([new ClipboardItem(item)]);
    }, rows);
}
