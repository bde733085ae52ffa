// Ranges of cells, as spreadsheets have them: selected by the keys or with the mouse, copied, cleared,
// pasted over; and the text of a cell, which stays a text.

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { field, Keys, Mouse } from "../support/hands.js";
import { bytes, cells, EXAMPLE, held, plain } from "../support/report.js";
import { claim } from "../support/tools.js";

claim("range: Shift and the arrows select, Ctrl+C copies, Delete clears at once, Ctrl+V pastes from the upper left", async (test) => {
    const { page, values, at } = await filled(test);
    const hands = new Keys(page);
    await hands.into(field(at(1, 1)));
    await press(page, "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown");
    const block = [1, 2, 3].map((row) => [1, 2].map((column) => at(row, column)));
    assert.deepEqual(await picked(page), block.flat());
    assert.match(await said(page), /已选 3 行 2 列，共 6 格/);
    assert.equal(await here(page), at(1, 1), "the focus stays where the range began");

    await press(page, "Control+c");
    assert.equal(await clipboard(page), text(block, values));
    assert.match(await said(page), /已复制 6 格/);

    await press(page, "Delete");
    const without = { ...values };
    for (const path of block.flat()) delete without[path];
    assert.deepEqual(plain(await held(page)), without, "these are blank and nothing else");
    assert.match(await said(page), /已清空 6 格/);
    await press(page, "Control+z");
    assert.deepEqual(plain(await held(page)), values, "one undo brings all of it again");
    assert.equal(await here(page), at(1, 1), "and leaves the focus");

    // From the lower right to the upper left: what is pasted begins at the upper left.
    await press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight");
    assert.deepEqual(await picked(page), [], "an arrow alone leaves the range");
    assert.equal(await here(page), at(5, 3));
    await press(page, "Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowLeft");
    assert.deepEqual(await picked(page), [3, 4, 5].flatMap((row) => [2, 3].map((column) => at(row, column))));
    await press(page, "Control+v");
    const over = { ...values };
    block.forEach((row, down) => row.forEach((path, across) => (over[at(3 + down, 2 + across)] = values[path])));
    assert.deepEqual(plain(await held(page)), over);
    await press(page, "Control+z");
    assert.deepEqual(plain(await held(page)), values);

    // A single figure lands in the upper left too, wherever the focus is.
    await page.evaluate(() => navigator.clipboard.writeText("7654"));
    await page.locator(field(at(5, 3))).focus();
    await press(page, "Shift+ArrowUp", "Control+v");
    assert.deepEqual(plain(await held(page)), { ...values, [at(4, 3)]: "7654" });
});

claim("range: Shift and a click select, in either direction; Ctrl+X cuts; a click alone leaves the range", async (test) => {
    const { page, values, at } = await filled(test);
    const hands = new Mouse(page);
    const shiftClick = (path) => page.locator(field(path)).click({ modifiers: ["Shift"] });
    await hands.into(field(at(4, 3)));
    await shiftClick(at(2, 1));
    const block = [2, 3, 4].map((row) => [1, 2, 3].map((column) => at(row, column)));
    assert.deepEqual(await picked(page), block.flat());
    assert.match(await said(page), /已选 3 行 3 列，共 9 格/);
    assert.equal(await here(page), at(4, 3));
    // Further by the keys, and to another end with the mouse.
    await press(page, "Shift+ArrowLeft");
    assert.equal((await picked(page)).length, 12);
    await shiftClick(at(2, 1));
    assert.deepEqual(await picked(page), block.flat());

    await press(page, "Control+x");
    assert.equal(await clipboard(page), text(block, values));
    const now = plain(await held(page));
    assert.deepEqual(block.flat().filter((path) => path in now), []);
    await hands.into(field(at(1, 1)));
    assert.deepEqual(await picked(page), [], "a click leaves the range");
    await press(page, "Control+v");
    const pasted = plain(await held(page));
    block.forEach((row, down) => row.forEach((path, across) => assert.equal(pasted[at(1 + down, 1 + across)], values[path])));

    // From a blank cell it is copied all the same.
    await hands.into(field(at(4, 3)));
    await press(page, "Control+a", "Delete");
    await shiftClick(at(1, 3));
    await press(page, "Control+c");
    const column = [1, 2, 3, 4].map((row) => [at(row, 3)]);
    const seen = plain(await held(page));
    assert.equal(seen[at(4, 3)], undefined);
    assert.equal(await clipboard(page), text(column, seen));

    // Typing replaces what the cell with the focus says, and no other.
    await press(page, "8");
    assert.deepEqual(await picked(page), []);
    assert.deepEqual(plain(await held(page)), { ...seen, [at(4, 3)]: "8" });
});

claim("range: within the text of a cell Shift and the arrows select text", async (test) => {
    const { page, values, at } = await filled(test);
    const hands = new Mouse(page);
    await hands.write(field(at(2, 2)), "123456");
    const selected = () => page.evaluate(() => {
        const { selectionStart, selectionEnd, value } = document.activeElement;
        return value.slice(selectionStart, selectionEnd);
    });
    await press(page, "ArrowLeft", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft");
    assert.equal(await selected(), "34");
    assert.deepEqual(await picked(page), [], "it is text");
    await press(page, "Control+c");
    assert.equal(await clipboard(page), "34");
    await press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
    assert.equal(await selected(), "5");
    await press(page, "Delete");
    assert.equal((await held(page))[at(2, 2)], "12346");
    // Past the end of the text it is the next cell.
    await press(page, "End", "Shift+ArrowRight");
    assert.deepEqual(await picked(page), [at(2, 2), at(2, 3)]);
    await press(page, "Shift+ArrowLeft");
    assert.deepEqual(await picked(page), []);
    assert.match(await said(page), /已选 1 格/);
    await press(page, "Shift+ArrowDown", "Escape");
    assert.deepEqual(await picked(page), []);
    assert.equal((await held(page))[at(2, 2)], "12346", "Esc leaves the range, and gives nothing back yet");
    await press(page, "Home", "Shift+End");
    assert.equal(await selected(), "12346");
    assert.deepEqual(await picked(page), []);
    await press(page, "Shift+ArrowUp", "F2", "Shift+ArrowLeft");
    assert.deepEqual([await selected(), await picked(page)], ["6", []], "F2 leads into the text");
    assert.deepEqual(Object.keys(plain(await held(page))), Object.keys(values));
});

claim("range: heads are passed over and no merged cell is cut; what is copied lands where it was", async (test) => {
    const { page, values, all } = await filled(test);
    const [section] = all.filter((cell) => cell.colspan > 1).map((cell) => cell.section);
    const own = all.filter((cell) => cell.section === section);
    const rows = [...new Set(own.map((cell) => cell.row))];
    const wide = own.find((cell) => cell.colspan > 1);
    const above = rows[rows.indexOf(wide.row) - 1];
    const start = own.find((cell) => cell.row === above && cell.column === wide.column);
    assert.ok(wide.row - above > 1, "there is a head between");
    await new Mouse(page).into(field(start.path));
    await press(page, "Shift+ArrowDown");
    const block = own.filter((cell) => [above, wide.row].includes(cell.row) && cell.column >= wide.column && cell.column < wide.column + wide.colspan);
    assert.ok(block.length > 2);
    assert.deepEqual(await picked(page), block.map((cell) => cell.path));
    assert.match(await said(page), new RegExp(`已选 2 行 ${wide.colspan} 列，共 ${block.length} 格`));
    await press(page, "Control+c", "Delete");
    const blank = plain(await held(page));
    assert.deepEqual(block.filter((cell) => cell.path in blank), []);
    await press(page, "Control+v");
    assert.deepEqual(plain(await held(page)), values);
    // To the last cell and no further.
    for (let step = 0; step < rows.length + 2; step += 1) await press(page, "Shift+ArrowDown");
    const end = own.filter((cell) => cell.row >= above);
    assert.deepEqual(await picked(page), end.map((cell) => cell.path));
});

/** The example opened; its figures, and the path at a row and a column of its largest table. */
async function filled(test) {
    const { page } = await guest(test);
    await page.locator("#open").setInputFiles({ name: "2024.yaml", mimeType: "application/yaml", buffer: await bytes(EXAMPLE) });
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    const all = await cells(await page.locator("#form").inputValue());
    const sections = [...new Set(all.map((cell) => cell.section))].map((id) => all.filter((cell) => cell.section === id));
    const [largest] = sections.sort((a, b) => b.length - a.length);
    const first = (key) => Math.min(...largest.map((cell) => cell[key]));
    const at = (row, column) => largest.find((cell) => cell.row === first("row") + row && cell.column === first("column") + column).path;
    return { page, all, at, values: plain(await held(page)) };
}

async function press(page, ...keys) {
    for (const key of keys) await page.keyboard.press(key);
}

const here = (page) => page.evaluate(() => document.activeElement.dataset.path);
const said = (page) => page.locator("#status").textContent();
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Paths of the cells that are told to be selected. */
const picked = (page) =>
    page.evaluate(() => [...document.querySelectorAll('[aria-selected="true"] input')].map((input) => input.dataset.path));

/** A block as it stands on the clipboard. */
function text(block, values) {
    return block.map((row) => `${row.map((path) => values[path] ?? "").join("\t")}\r\n`).join("");
}
