// Hostile text is text: it runs nothing, breaks nothing, and comes out of the documents as it went in.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { guest } from "../support/browser.js";
import { field, Mouse } from "../support/hands.js";
import { bytes, cells, EXAMPLE, held, read } from "../support/report.js";
import { service } from "../support/service.js";
import { claim } from "../support/tools.js";

const RUN = "window.ran=(window.ran||0)+1";
const TEXTS = [
    `<script>${RUN}</script>`,
    `<img src=x onerror="${RUN}">`,
    `"><svg onload=${RUN}>`,
    `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
    `javascript:${RUN}`,
    "{{constructor.constructor('alert(1)')()}}",
    "__proto__",
    "constructor",
    "\u202Etxt.exe\u202C\u2066abc\u2069\u200F",
    "👨‍👩‍👧‍👦🏳️‍🌈 e\u0301\u0302\u0303 \u{1F4A9}",
    "'; DROP TABLE jobs; --",
    "&lt;b&gt;&amp;",
    "九".repeat(10_000),
    `<b>${"9".repeat(10_000)}`,
];

claim("hostile: text of any kind is shown as text, in cells, texts and findings", async (test) => {
    const { page, dialogs } = await guest(test, { refused: true });
    const form = "zfxxgk-2021";
    const hands = new Mouse(page);
    await hands.choose("#form", form);
    const some = await cells(form);
    const given = {};
    for (const [at, text] of TEXTS.entries()) {
        given[some[at].path] = text;
        await page.locator(field(some[at].path)).click();
        await page.keyboard.insertText(text);
        await page.locator(`${field(some[at].path)}[aria-invalid="true"]`).waitFor();
    }
    given.overview = TEXTS.join("\n");
    given.issuer = TEXTS.slice(0, 3).join("");
    await hands.write(field("overview"), given.overview);
    await hands.write(field("issuer"), given.issuer);
    await page.locator(`#findings li[data-path="${some[0].path}"]`).first().waitFor();
    await page.waitForTimeout(1_000);
    const now = await held(page);
    for (const [path, text] of Object.entries(given)) assert.equal(now[path], text, path);
    await page.reload();
    await page.locator(field(some[0].path)).waitFor();
    await page.locator(`#findings li[data-path="${some[0].path}"]`).first().waitFor();
    const after = await held(page);
    for (const [path, text] of Object.entries(given)) assert.equal(after[path], text, `${path} after a reload`);

    await page.locator("#lang").click();
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => window.ran), undefined, "nothing ran");
    assert.deepEqual(await page.evaluate(() => Object.keys(Object.prototype)), [], "no prototype was touched");
    assert.equal(await page.locator("script").count(), await ownScripts(), "no script came in");
    assert.equal(await page.locator("img[src='x'], iframe, b").count(), 0, "no element came in");
    assert.deepEqual(dialogs, [], "no dialog came up");
});

claim("hostile: it goes through a saved file and comes back as it was", async (test) => {
    const { page, dialogs } = await guest(test, { refused: true });
    await page.locator("#open").setInputFiles({ name: `"><img src=x onerror=${RUN}>.yaml`, mimeType: "application/yaml", buffer: await bytes(EXAMPLE) });
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    const hands = new Mouse(page);
    const text = TEXTS.filter((one) => !one.includes("\u202E")).slice(0, 10).join("\n");
    await hands.write(field("problems"), text);
    const saved = await hands.download("#download-yaml");
    const { values } = await read(await readFile(saved.path));
    assert.equal(values.problems.trimEnd(), text);
    await page.locator("#new").click();
    await page.locator("#open").setInputFiles(saved.path);
    await page.waitForFunction(([selector, text]) => document.querySelector(selector)?.value.trimEnd() === text, [field("problems"), text]);
    assert.equal(await page.evaluate(() => window.ran), undefined, "nothing ran");
    assert.deepEqual(dialogs, [], "no dialog came up");
});

claim("hostile: files that are no report are refused in words, and take nothing away", async (test) => {
    const { page } = await guest(test, { refused: true });
    const [cell] = await cells("zfxxgk-2021");
    await new Mouse(page).choose("#form", "zfxxgk-2021");
    await new Mouse(page).write(field(cell.path), "5");
    const files = {
        "nothing.yaml": "",
        "noise.pdf": Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 251)),
        "page.html": `<html><script>${RUN}</script><body>no report</body></html>`,
        "list.yaml": "- 1\n- 2\n",
        "proto.yaml": "__proto__: {polluted: 1}\nform: zfxxgk-2021\nyear: 2024\n",
    };
    for (const [name, content] of Object.entries(files)) {
        const before = await page.locator("#status").textContent();
        await page.locator("#open").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
        if (name === "proto.yaml") await page.waitForTimeout(1_000);
        else await page.waitForFunction((before) => document.querySelector("#status").textContent !== before, before);
        if (name !== "proto.yaml") assert.equal((await held(page))[cell.path], "5", `${name} took nothing away`);
    }
    assert.equal(await page.evaluate(() => ({}).polluted), undefined);
});

claim("hostile: the policy of the page allows nothing inline and nothing from elsewhere", async () => {
    const { origin } = await service();
    const answer = await fetch(`${origin}/`);
    const html = await answer.text();
    const policy = new Map(
        (answer.headers.get("content-security-policy") ?? "")
            .split(";")
            .map((one) => one.trim().split(/\s+/))
            .map(([name, ...values]) => [name, values]),
    );
    assert.deepEqual(policy.get("default-src"), ["'none'"]);
    for (const [name, values] of policy) {
        for (const value of values) assert.match(value, /^('none'|'self'|blob:)$/, `${name} ${value}`);
    }
    for (const name of ["script-src", "style-src", "connect-src"]) assert.deepEqual(policy.get(name), ["'self'"], name);
    for (const name of ["base-uri", "form-action", "frame-ancestors"]) assert.ok(policy.has(name), name);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.doesNotMatch(html, /<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/i);
});

/** How many scripts the page has of its own. */
async function ownScripts() {
    const { origin } = await service();
    const html = await (await fetch(`${origin}/`)).text();
    return (html.match(/<script/g) ?? []).length;
}
