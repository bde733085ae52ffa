// The form on the page is the form as printed: every cell of it, merged as it is, every value a field.

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { Mouse } from "../support/hands.js";
import { service } from "../support/service.js";
import { claim } from "../support/tools.js";

claim("forms: every form is drawn as it is printed", async (test) => {
    const { page } = await guest(test);
    const forms = await (await service()).json("/v1/forms");
    const ids = (forms.forms ?? forms).map((form) => form.id);
    assert.ok(ids.length >= 2, "there are forms");
    for (const id of ids) {
        await new Mouse(page).choose("#form", id);
        const { sections } = await (await service()).json(`/v1/forms/${id}`);
        const tables = sections.filter((section) => section.table).map((section) => section.table);
        const paths = tables.flatMap((table) => table.cells.map((cell) => cell.path)).filter(Boolean);
        await page.waitForFunction(
            (paths) => {
                const drawn = [...document.querySelectorAll("table [data-path]:is(input, textarea)")].map((field) => field.dataset.path);
                return JSON.stringify(drawn) === JSON.stringify(paths);
            },
            paths,
        );
        assert.deepEqual(await drawn(page), tables.map((table) => table.cells.map(shape)), `cells of ${id}`);
        for (const section of sections) {
            await page.getByText(section.label, { exact: true }).first().waitFor();
            if (section.text) assert.equal(await page.locator(`textarea[data-path="${section.id}"]`).count(), 1, section.id);
        }
    }
});

claim("forms: each field has a name of its own for those who cannot see it", async (test) => {
    const { page } = await guest(test);
    const names = await page.evaluate(() =>
        [...document.querySelectorAll("table [data-path]:is(input, textarea)")].map((field) => {
            const by = (field.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
            return field.getAttribute("aria-label") ?? by.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
        }),
    );
    assert.ok(names.every((name) => name.trim().length > 3), `names: ${names.slice(0, 5)}`);
    assert.equal(new Set(names).size, names.length, "no two fields have the same name");
});

/** What is compared of a cell: its merging, and its label unless it is a value. */
function shape({ rowspan, colspan, label, path }) {
    return [rowspan, colspan, path ?? label.replace(/\s+/g, "")];
}

/** The same of the page's tables. */
function drawn(page) {
    return page.evaluate(() =>
        [...document.querySelectorAll("table")].map((table) =>
            [...table.querySelectorAll("th, td")].map((cell) => {
                const path = cell.querySelector("[data-path]:is(input, textarea)")?.dataset.path;
                return [cell.rowSpan, cell.colSpan, path ?? cell.textContent.replace(/\s+/g, "")];
            }),
        ),
    );
}
