// Documents taken from the page, read by the program and by readers that are not ours.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { figures, plain, read } from "./report.js";
import { output } from "./tools.js";

/** What a cell of figures looks like; no label of a form does. */
const FIGURE = /^(-?\d+(\.\d+)?(万元)?|\/)$/;

/** Every figure and text of a report is in each of its documents: `{pdf, docx, html, yaml}`. */
export async function sameFigures(report, documents) {
    const expected = plain(report.values);
    for (const [kind, { path }] of Object.entries(documents)) {
        const got = await read(await readFile(path));
        assert.equal(got.form, report.form, `form in the ${kind}`);
        const [seen, typed] = [plain(got.values), expected].map(kind === "html" ? printed : (values) => values);
        assert.deepEqual(seen, typed, `what the program reads in the ${kind}`);
    }
    const inOrder = await figures(report);
    assert.ok(inOrder.length > 20, "a report with figures");
    assert.deepEqual(await ofDocx(documents.docx.path), inOrder, "figures of the DOCX's own tables");
    assert.deepEqual(await ofHtml(documents.html.path), inOrder, "figures of the HTML's own tables");
    assert.deepEqual(missing(inOrder, await ofPdf(documents.pdf.path)), [], "figures on the pages of the PDF");
}

/** What a page of HTML can tell: it carries no data, and prints the issuer within the title alone. */
export function printed({ issuer: _, title: __, level: ___, date: ____, ...rest }) {
    return rest;
}

/** Cells of the tables of `word/document.xml`, in order. */
async function ofDocx(file) {
    const xml = await output("unzip", "-p", file, "word/document.xml");
    const cells = xml.match(/<w:tc>.*?<\/w:tc>/gs) ?? [];
    const texts = cells.map((cell) => [...cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(""));
    return texts.filter((text) => FIGURE.test(text));
}

/** Cells of the tables of a page, in order. */
async function ofHtml(file) {
    const html = await readFile(file, "utf8");
    const texts = [...html.matchAll(/<td[^>]*>(.*?)(?=<\/?t[dr])/gs)].map(([, text]) => text.replace(/<[^>]*>/g, "").trim());
    return texts.filter((text) => FIGURE.test(text));
}

/** Everything on the pages that looks like a figure. */
async function ofPdf(file) {
    const text = await output("pdftotext", "-layout", file, "-");
    return text.split(/\s+/).filter((word) => FIGURE.test(word));
}

/** Those of `wanted` that `found` lacks; each counts once. */
function missing(wanted, found) {
    const left = [...found];
    return wanted.filter((one) => {
        const at = left.indexOf(one);
        if (at >= 0) left.splice(at, 1);
        return at < 0;
    });
}
