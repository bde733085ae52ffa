// The keys alone: no mouse, nothing set from outside.

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { field, Keys } from "../support/hands.js";
import { cells, EXAMPLE, SEED } from "../support/report.js";
import { claim } from "../support/tools.js";
import { wholeReport } from "../support/work.js";

for (const file of [SEED, EXAMPLE]) {
    claim(`keyboard: ${file} is typed in, broken, fixed and taken away with the keys alone`, async (test) => {
        const { page } = await guest(test);
        await wholeReport(new Keys(page), file);
    });
}

claim("keyboard: arrows, Enter and Tab move from cell to cell as in a spreadsheet", async (test) => {
    const { page } = await guest(test);
    const hands = new Keys(page);
    await hands.choose("#form", "zfxxgk-2021");
    const all = await cells("zfxxgk-2021");
    const section = all.filter((cell) => cell.section === all[all.length >> 1].section);
    const at = (down, across) => {
        const rows = [...new Set(section.map((cell) => cell.row))];
        const row = section.filter((cell) => cell.row === rows[down]);
        return row[across].path;
    };
    const here = () => page.evaluate(() => document.activeElement.dataset.path);
    await hands.into(field(at(0, 0)));
    const moves = [
        ["ArrowRight", at(0, 1)],
        ["ArrowDown", at(1, 1)],
        ["Tab", at(1, 2)],
        ["Enter", at(2, 2)],
        ["ArrowUp", at(1, 2)],
        ["Shift+Enter", at(0, 2)],
        ["ArrowLeft", at(0, 1)],
        ["Shift+Tab", at(0, 0)],
    ];
    for (const [key, path] of moves) {
        await page.keyboard.press(key);
        assert.equal(await here(), path, key);
    }
});
