// Files opened in the page, last year's report, the other language, the token.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { guest } from "../support/browser.js";
import { printed } from "../support/documents.js";
import { field, Mouse } from "../support/hands.js";
import { bytes, EXAMPLE, held, plain, read, SEED } from "../support/report.js";
import { Service } from "../support/service.js";
import { claim, folder, output, program, root, until } from "../support/tools.js";
import { finding, headless, sound } from "../support/work.js";

for (const file of [SEED, EXAMPLE]) {
    claim(`files: ${file} is opened from its YAML, DOCX, HTML and PDF`, async (test) => {
        const { page } = await guest(test);
        const report = await read(await bytes(file));
        const to = folder("made");
        await output(program, "--fonts", path.join(root, "fonts"), "export", path.join(root, file), "-o", to, "--to", "pdf,docx,html");
        const made = (await output("ls", to)).trim().split("\n").map((name) => path.join(to, name));
        assert.equal(made.length, 3, `files: ${made}`);
        for (const one of [path.join(root, file), ...made]) {
            await page.locator("#new").click();
            await page.waitForFunction((selector) => document.querySelector(selector)?.value === "", field("problems"));
            await page.locator("#open").setInputFiles(one);
            await until(async () => (await page.locator("#form").inputValue()) === report.form, "its form is chosen");
            await until(async () => Object.keys(await held(page)).length >= Object.keys(plain(report.values)).length - 6, "it is opened");
            const [seen, expected] = [plain(await held(page)), headless(plain(report.values))].map(one.endsWith(".html") ? printed : (values) => values);
            assert.deepEqual(seen, expected, path.basename(one));
            assert.equal(await page.locator("#form").inputValue(), report.form);
            await sound(page);
        }
    });
}

claim("files: what is opened and saved again keeps its comments", async (test) => {
    const { page } = await guest(test);
    const yaml = (await bytes(EXAMPLE)).toString();
    await page.locator("#open").setInputFiles({ name: "2024.yaml", mimeType: "application/yaml", buffer: Buffer.from(yaml) });
    const issuer = field("issuer");
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, issuer);
    const hands = new Mouse(page);
    const before = await page.locator(issuer).inputValue();
    await hands.write(issuer, `${before}办公室`);
    const saved = await readFile((await hands.download("#download-yaml")).path, "utf8");
    const changed = yaml.replace(`issuer: ${before} `, `issuer: ${before}办公室 `);
    assert.equal(saved.replace(/ +#/g, " #"), changed.replace(/ +#/g, " #"));
});

claim("files: who saves a file that could not be gone on with is told that its comments are not in it", async (test) => {
    const own = await Service.start();
    test.after(() => own.stop());
    const { page } = await guest(test, { at: own, away: true });
    const open = (text) => page.locator("#open").setInputFiles({ name: "2024.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) });
    const yaml = (await bytes(EXAMPLE)).toString();
    const comment = "# 数字来自办公室台账";
    await open(`${comment}\n${yaml}`);
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    const hands = new Mouse(page);
    const status = page.locator("#status");
    const saved = async () => {
        const text = await readFile((await hands.download("#download-yaml")).path, "utf8");
        return [text.includes(comment), await status.getAttribute("data-kind"), await status.textContent()];
    };
    const first = await saved();
    assert.deepEqual(first.slice(0, 2), [true, "good"], "on its own form the file is gone on with");
    assert.doesNotMatch(first[2], /注释/);

    // On another form it is written anew.
    const form = await page.locator("#form").inputValue();
    await hands.choose("#form", "zfxxgk-2019");
    const anew = await saved();
    assert.deepEqual(anew.slice(0, 2), [false, "warn"]);
    assert.match(anew[2], /没有原文件里的注释/);
    assert.equal(await page.evaluate(() => document.querySelectorAll("dialog[open]").length), 0, "nothing stands in the way");
    await page.locator("#lang").click();
    await page.waitForFunction(() => document.documentElement.lang === "en");
    assert.match((await saved())[2], /is ready\. .*without the comments of your original file/);
    await page.locator("#lang").click();

    // A file without comments loses none.
    await open(yaml.replaceAll(/(^|\s+)#.*$/gm, ""));
    await page.waitForFunction((form) => document.querySelector("#form").value === form, form);
    await hands.choose("#form", "zfxxgk-2019");
    assert.deepEqual((await saved()).slice(0, 2), [false, "good"]);

    // With the service away the page writes the file itself, on the form it is on.
    await open(`${comment}\n${yaml}`);
    await page.waitForFunction((form) => document.querySelector("#form").value === form, form);
    assert.deepEqual((await saved()).slice(0, 2), [true, "good"]);
    await own.stop();
    await hands.write(field("issuer"), "某局");
    await page.locator('#status[data-kind="away"]').waitFor();
    const [isKept, , away] = await saved();
    assert.equal(isKept, false);
    assert.match(away, /文件中没有原文件里的注释；连上后请再保存一次/);
});

claim("files: last year's report brings the findings across years, and the chart its figures", async (test) => {
    const { page } = await guest(test);
    const report = await read(await bytes(EXAMPLE));
    const open = async (id, name, text) => page.locator(id).setInputFiles({ name, mimeType: "application/yaml", buffer: Buffer.from(text) });
    await open("#open", "2024.yaml", await bytes(EXAMPLE));
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    await sound(page);
    await page.locator("#chart svg").first().waitFor();
    const alone = await page.locator("#chart").innerHTML();
    const last = (await bytes(EXAMPLE)).toString().replaceAll("2024", "2023");
    await open("#previous", "2023.yaml", last);
    // What last year left over is not what this year took in.
    const wrong = "requests.carried_in.individual";
    assert.notEqual(report.values[wrong], report.values["requests.carried_over.individual"]);
    await page.locator(`${field(wrong)}[aria-invalid="true"]`).waitFor();
    await page.locator(finding(wrong)).first().waitFor();
    await page.waitForFunction((alone) => document.querySelector("#chart").innerHTML !== alone, alone);
    assert.deepEqual(plain(await held(page)), headless(plain(report.values)), "this year's figures are untouched");
});

claim("files: the charts are taken away as one SVG, with the figures in it, the same each time", async (test) => {
    const { page } = await guest(test);
    const report = await read(await bytes(EXAMPLE));
    await page.locator("#open").setInputFiles({ name: "2024.yaml", mimeType: "application/yaml", buffer: await bytes(EXAMPLE) });
    await page.locator("#chart svg").first().waitFor();
    const taken = [];
    page.on("download", (file) => taken.push(file.suggestedFilename()));
    const hands = new Mouse(page);
    const take = async () => readFile((await hands.download("#download-chart")).path, "utf8");
    const svg = await take();
    assert.match(svg, /^<\?xml[^>]*>\s*<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.doesNotMatch(svg, /<script|href|javascript:|style=|<!DOCTYPE|url\((?!#)/i);
    for (const column of ["individual", "enterprise"]) {
        assert.match(svg, new RegExp(`>${report.values[`requests.received.${column}`]}\\b`), `${column} in the charts`);
    }
    const shown = await page.locator("#chart svg > title").allTextContents();
    assert.ok(shown.length > 1, "there are several charts");
    const drawn = await page.evaluate(asPicture, svg);
    assert.equal(drawn.fault, null);
    assert.deepEqual(drawn.titles, shown, "each chart with its title, as on the page");
    assert.deepEqual(drawn.size, drawn.stated, "it is drawn as a picture, in its own size");
    assert.ok(drawn.lowest <= drawn.stated[1] && drawn.lowest > drawn.stated[1] - 100, `nothing is below the picture: ${drawn.lowest}`);
    assert.equal(await page.locator("#chart svg").count(), shown.length, "the page keeps its own");
    assert.equal(await take(), svg);
    await page.waitForTimeout(500);
    assert.equal(taken.length, 2, `one click, one file: ${taken}`);
    assert.match(taken[0], /2024年图表\.svg$/);
});

/** In the page: what a file of charts is to an XML reader and as a picture. */
async function asPicture(text) {
    const { documentElement: svg } = new DOMParser().parseFromString(text, "image/svg+xml");
    const fault = svg.querySelector("parsererror")?.textContent ?? null;
    const titles = [...svg.querySelectorAll(":scope > g > title")].map((title) => title.textContent);
    const stated = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
    document.body.append(svg);
    const top = svg.getBoundingClientRect().top;
    const lowest = Math.max(...[...svg.querySelectorAll("text")].map((line) => line.getBoundingClientRect().bottom - top));
    svg.remove();
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    await image.decode();
    return { fault, titles, stated, lowest, size: [image.naturalWidth, image.naturalHeight] };
}

claim("files: English by the switch, kept over a reload; the form stays Chinese", async (test) => {
    const { page } = await guest(test);
    await page.locator("#open").setInputFiles({ name: "a.yaml", mimeType: "application/yaml", buffer: await bytes(EXAMPLE) });
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    await new Mouse(page).write(field("requests.received.total"), "9");
    const message = page.locator(finding("requests.received.total")).first();
    await message.waitFor();
    assert.match(await message.textContent(), /\p{Script=Han}{4}/u);
    await page.locator("#lang").click();
    await page.waitForFunction((selector) => /[a-z]{4,} [a-z]{2,}/.test(document.querySelector(selector)?.textContent ?? ""), finding("requests.received.total"));
    for (const words of [await page.locator("#new").textContent(), await page.locator("#state").textContent(), await page.locator("#status").textContent()]) {
        assert.doesNotMatch(words, /\p{Script=Han}/u);
    }
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    await page.getByText("一、总体情况", { exact: true }).first().waitFor();
    await page.reload();
    await page.locator(field("problems")).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en", "after a reload");
});

claim("files: a service with tokens asks for one, once", async (test) => {
    const tokens = path.join(folder("tokens"), "tokens.txt");
    const token = "0123456789abcdef0123456789abcdef";
    await writeFile(tokens, `office ${token}\n`);
    const own = await Service.start({ args: ["--tokens", tokens] });
    const { context } = await guest(test, { at: own, refused: true, opens: false });
    // Once the browser is closed, which else may be asking for a page of the preview.
    test.after(() => own.stop());
    const page = await context.newPage();
    await page.goto("/");
    await page.locator("#token[open]").waitFor();
    await page.keyboard.type(token);
    await page.keyboard.press("Enter");
    await page.locator("input[data-path]").first().waitFor();
    await page.locator("#open").setInputFiles({ name: "a.yaml", mimeType: "application/yaml", buffer: await bytes(SEED) });
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    await sound(page);
    assert.equal(await page.locator("#token[open]").count(), 0, "it is not asked for again");
    assert.equal(await page.evaluate((token) => JSON.stringify({ ...localStorage }).includes(token), token), false, "it is not kept on disk");
});
