// The states of the page that are judged and pictured.

import { field, Mouse } from "./hands.js";
import { bytes, EXAMPLE } from "./report.js";
import { until } from "./tools.js";
import { finding, sound } from "./work.js";

const WRONG = "requests.received.total";

/** Name of each, and what leads there from a new page. */
export const STATES = {
    empty: async (page) => {
        await new Mouse(page).choose("#form", "zfxxgk-2021");
        await new Mouse(page).choose("#year", "2024");
        await settled(page);
    },
    filled: async (page) => {
        await full(page);
        await settled(page);
    },
    broken: async (page) => {
        await full(page);
        await new Mouse(page).write(field(WRONG), "484");
        await page.locator(finding(WRONG)).first().waitFor({ state: "attached" });
        await settled(page);
    },
    range: async (page) => {
        await full(page);
        await settled(page);
        // The line of status tells of it for some seconds only.
        await page.locator(field(WRONG)).click();
        for (const key of ["Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowLeft", "Shift+ArrowLeft"]) await page.keyboard.press(key);
        await page.waitForFunction(() => document.querySelectorAll('[aria-selected="true"]').length === 9);
        await page.waitForTimeout(300);
    },
    preview: async (page) => {
        await full(page);
        const view = page.locator('#bar [data-view="preview"]');
        if (await view.isVisible()) await view.click();
        await drawn(page);
        const first = await page.locator("#preview img").getAttribute("src");
        await page.locator("#page-next").click();
        await page.waitForFunction((first) => document.querySelector("#preview img").getAttribute("src") !== first, first);
        await settled(page);
    },
};

async function full(page) {
    await page.locator("#open").setInputFiles({ name: "2024.yaml", mimeType: "application/yaml", buffer: await bytes(EXAMPLE) });
    await page.waitForFunction((selector) => document.querySelector(selector)?.value, field("problems"));
    await sound(page);
    if (await page.locator("#preview").isVisible()) await drawn(page);
}

/** Waits until there is a page to be seen in the preview. */
async function drawn(page) {
    await page.waitForFunction(() => [...document.querySelectorAll("#preview img")].some((image) => image.complete && image.naturalWidth > 0));
}

/** Waits until the page is drawn the same twice. */
async function settled(page) {
    await page.waitForTimeout(300);
    let before = "";
    await until(async () => {
        const now = await page.evaluate(() => document.body.outerHTML + [...document.images].map((image) => image.complete).join());
        const isSame = now === before;
        before = now;
        if (!isSame) await page.waitForTimeout(600);
        return isSame;
    }, "the page comes to rest", 30_000);
}
