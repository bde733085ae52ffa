// What a report says, as the program itself reads it; the tests know no figure of their own.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { service } from "./service.js";
import { root } from "./tools.js";

/** Bytes of a file of the repository. */
export const bytes = (file) => readFile(path.join(root, file));

/** The seed's report: real, of 2019. */
export const SEED = "examples/panzhihua-dongqu-2019.yaml";
/** The example of the form in force. */
export const EXAMPLE = "templates/zfxxgk-2021/example.yaml";

/** What a file says: `{form, yaml, values, …}`. */
export async function read(content) {
    return (await service()).json("/v1/import", content);
}

/** Value cells of a form in the order they are printed in, each with its `path`, `row`, `column`, `section`. */
export async function cells(form) {
    const { sections } = await (await service()).json(`/v1/forms/${form}`);
    return sections.flatMap((section) =>
        (section.table?.cells ?? [])
            .filter((cell) => cell.path)
            .map((cell) => ({ ...cell, section: section.id })),
    );
}

/** Sums of a form: `{kind, left, right}`. */
export async function sums(form) {
    const { sections } = await (await service()).json(`/v1/forms/${form}`);
    return sections.flatMap((section) => section.table?.sums ?? []);
}

/** Figures of a report in the order they are printed in; blank cells left out. */
export async function figures({ form, values }) {
    const all = await cells(form);
    return all.map((cell) => values[cell.path] ?? "").filter((text) => text !== "");
}

/** What the page holds: text of every field by its path, blank ones left out. */
export function held(page) {
    return page.evaluate(() => {
        const fields = [...document.querySelectorAll("[data-path]:is(input, textarea, select):not(#year)")];
        return Object.fromEntries(
            fields.map((field) => [field.dataset.path, field.value]).filter(([, text]) => text !== ""),
        );
    });
}

/** Values without blank ones, texts without the line break at their end. */
export function plain(values) {
    const pairs = Object.entries(values).map(([path, text]) => [path, text.replace(/\n+$/, "")]);
    return Object.fromEntries(pairs.filter(([, text]) => text !== "").sort());
}
