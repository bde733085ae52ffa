// The form on the page is the form as printed: every cell of it, merged as it is, every value a field.

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { readFile } from "node:fs/promises";

import { field, Mouse, type } from "../support/hands.js";
import { held, plain, read } from "../support/report.js";
import { service } from "../support/service.js";
import { claim, output, until } from "../support/tools.js";
import { headless, sound } from "../support/work.js";

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

claim("forms: of the forms in force for a year people choose, and another year keeps to what they chose", async (test) => {
    const { page } = await guest(test);
    const hands = new Mouse(page);
    const forms = await (await service()).json("/v1/forms");
    const inForce = (year) => forms.filter((form) => form.from <= year && year <= (form.to ?? Infinity));
    const chosen = (id, why) => until(async () => (await page.locator("#form").inputValue()) === id, why);
    const years = [2020, 2024];
    for (const [year, other] of [years, years.toReversed()]) {
        await hands.choose("#year", String(year));
        const offered = await page.evaluate(() => [...document.querySelector("#form").children]
            .map((group) => [group.label, ...[...group.children].map((option) => option.value)]));
        assert.deepEqual(offered[0].slice(1), inForce(year).map((form) => form.id), "those in force come first");
        assert.match(offered[0][0], new RegExp(year));
        assert.equal(offered.flat().length - offered.length, forms.length, "all can be chosen");
        const families = new Set(inForce(year).map((form) => form.family));
        assert.ok(families.size >= 2, `families of ${year}`);
        for (const { id, family } of inForce(year)) {
            await hands.choose("#form", id);
            await hands.choose("#year", String(other));
            const then = inForce(other).find((form) => form.family === family);
            await chosen(then.id, `the form of ${other} after ${id}`);
            await hands.choose("#year", String(year));
            await chosen(id, `the form of ${year} after ${then.id}`);
            await page.getByText((await drawnFirst(id)).label, { exact: true }).first().waitFor();
            await page.reload();
            await chosen(id, "it is kept");
        }
    }
});

claim("forms: a report without tables is filled in, checked and taken away under its own title", async (test) => {
    const { page } = await guest(test);
    const hands = new Mouse(page);
    const forms = await (await service()).json("/v1/forms");
    const all = await Promise.all(forms.map(async ({ id }) => (await service()).json(`/v1/forms/${id}`)));
    const form = all.find(({ sections }) => sections.every((section) => !section.table));
    const report = await read(form.example);
    await type(hands, report);
    assert.deepEqual(plain(await held(page)), headless(plain(report.values)), "the fields hold what was typed");
    await sound(page);
    assert.equal(await page.locator("#charts").isHidden(), true, "there is nothing to draw a chart of");
    const title = form.title.join("").replace("{issuer}", report.values.issuer).replace("{year}", report.values.year);
    for (const kind of ["pdf", "docx", "html", "yaml"]) {
        const file = await hands.download(`#download-${kind}`);
        assert.ok(file.name.startsWith(title) && file.name.endsWith(`.${kind}`), file.name);
        const back = kind === "html" ? null : await read(await readFile(file.path));
        if (back) assert.deepEqual(plain(back.values), plain(report.values), kind);
        if (kind === "pdf") {
            const text = (await output("pdftotext", file.path, "-")).replace(/\s+/g, "");
            for (const section of form.sections) assert.ok(text.includes(section.label), section.label);
        }
    }
    // Next year's report starts from this one, on the form of its family.
    await page.locator("#new").click();
    await hands.choose("#form", forms.find((other) => other.family !== form.family && other.to == null).id);
    const buffer = Buffer.from(form.example);
    await page.locator("#previous").setInputFiles({ name: "last.yaml", mimeType: "application/yaml", buffer });
    await until(async () => (await page.locator("#form").inputValue()) === form.id, "its family's form is chosen");
    assert.equal(await page.locator("#year").inputValue(), String(Number(report.values.year) + 1));
    assert.equal(await page.locator(field("issuer")).inputValue(), report.values.issuer);
});

/** The first section of a form. */
async function drawnFirst(id) {
    return (await (await service()).json(`/v1/forms/${id}`)).sections[0];
}

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
