// The page knows no row and no column by name: its code has neither their ids nor their labels.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { cells } from "../support/report.js";
import { service } from "../support/service.js";
import { claim, root } from "../support/tools.js";

claim("names: no script of the page names a row, a column or a section of a form", async () => {
    const folder = path.join(root, "crates/service/src/server/page");
    const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(m?js|html|css)$/.test(name));
    assert.ok(files.length >= 3, `files: ${files}`);
    const code = new Map();
    for (const name of files) code.set(name, await readFile(path.join(folder, name), "utf8"));
    const { ids, labels } = await names();
    assert.ok(ids.size > 30 && labels.size > 40, "there are names to look for");
    const found = [];
    for (const [name, text] of code) {
        for (const id of ids) {
            // As a text, as a property, or as a part of a path.
            const use = new RegExp(`["'\`./]${id}["'\`.]` + (id.includes("_") ? `|\\b${id}\\b` : ""));
            if (use.test(text)) found.push(`${name}: ${id}`);
        }
        for (const label of labels) {
            if (text.includes(label)) found.push(`${name}: ${label}`);
        }
    }
    assert.deepEqual(found, []);
});

/** Ids and labels of everything the forms' tables are made of. */
async function names() {
    const ids = new Set();
    const labels = new Set();
    const forms = await (await service()).json("/v1/forms");
    for (const { id } of forms.forms ?? forms) {
        for (const { path } of await cells(id)) path.split(".").forEach((part) => ids.add(part));
        const { sections } = await (await service()).json(`/v1/forms/${id}`);
        for (const section of sections) {
            ids.add(section.id);
            labels.add(section.label.replace(/^.、/, ""));
            for (const { label, path } of section.table?.cells ?? []) {
                // Shorter ones are words of the language.
                if (!path && label.length > 3) labels.add(label);
            }
        }
    }
    return { ids, labels };
}
