// Two ways to use the page: with the mouse and the keys, and with the keys alone. Both type; neither
// sets a value behind the page's back.

import assert from "node:assert/strict";

/** What both do once a field has the focus. */
class Hands {
    constructor(page) {
        this.page = page;
    }

    /** Replaces a field's text. Chinese comes as an input method gives it, a paragraph at once. */
    async write(selector, text) {
        const { keyboard } = this.page;
        const field = this.page.locator(selector);
        const [kind, isFolded] = await field.evaluate((one) => [one.type, one.closest("details:not([open])") !== null]);
        if (isFolded) await this.press(`details:not([open]):has(${selector}) > summary`);
        if (kind.startsWith("select")) return this.choose(selector, text);
        await this.into(selector);
        if (kind === "date") {
            // Three fields in one; the year takes six digits, so that it has to be left by hand.
            const [year, month, day] = text.split("-");
            await keyboard.type(year);
            await keyboard.press("ArrowRight");
            return keyboard.type(month + day);
        }
        await keyboard.press("Control+a");
        if (text === "") return keyboard.press("Delete");
        for (const [at, line] of text.split("\n").entries()) {
            if (at > 0) await keyboard.press("Enter");
            if (/^[\x20-\x7e]{0,100}$/.test(line)) await keyboard.type(line);
            else await keyboard.insertText(line);
        }
    }

    /** Picks an option by its value, with the arrow keys. */
    async choose(selector, value) {
        // A click would open the list; the keys would then act on what is open.
        if (this instanceof Keys) await this.into(selector);
        else await this.page.locator(selector).focus();
        const at = () => this.page.locator(selector).evaluate((select) => [select.selectedIndex, select.value]);
        const wanted = await this.page
            .locator(selector)
            .evaluate((select, value) => [...select.options].findIndex((option) => option.value === value), value);
        assert.notEqual(wanted, -1, `${selector} offers ${value}`);
        for (;;) {
            const [index, now] = await at();
            if (now === value) return;
            await this.page.keyboard.press(index < wanted ? "ArrowDown" : "ArrowUp");
            const [next] = await at();
            assert.notEqual(next, index, `the arrows move ${selector}`);
        }
    }

    /** The file that comes of pressing a button. */
    async download(selector) {
        const [file] = await Promise.all([
            this.page.waitForEvent("download", { timeout: 40_000 }),
            this.press(selector),
        ]);
        return { name: file.suggestedFilename(), path: await file.path() };
    }
}

/** Mouse and keys. */
export class Mouse extends Hands {
    async into(selector) {
        await this.page.locator(selector).click();
    }

    async press(selector) {
        await this.page.locator(selector).click();
    }
}

/** The keys alone: Tab there, Tab back, Enter. */
export class Keys extends Hands {
    async into(selector) {
        for (let steps = 0; steps < 800; steps += 1) {
            const way = await this.page.evaluate((selector) => {
                const target = document.querySelector(selector);
                const here = document.activeElement;
                if (!target || target === here) return target ? "here" : "nowhere";
                const behind = here !== document.body && here.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING;
                return behind ? "Shift+Tab" : "Tab";
            }, selector);
            if (way === "here") return;
            assert.notEqual(way, "nowhere", `${selector} is on the page`);
            await this.page.keyboard.press(way);
        }
        assert.fail(`Tab does not get to ${selector}`);
    }

    async press(selector) {
        await this.into(selector);
        await this.page.keyboard.press("Enter");
    }
}

/** The field of a path. */
export const field = (path) => `[data-path="${path}"]:is(input, textarea, select)`;

/** Types a report into a new page, in the order of its fields. */
export async function type(hands, { form, values }) {
    const { page } = hands;
    await hands.choose("#form", form);
    await hands.choose("#year", values.year);
    const { form: _, year: __, ...rest } = values;
    const filled = Object.keys(rest).filter((path) => rest[path] !== "");
    await page.waitForFunction((paths) => paths.every((path) => document.querySelector(`[data-path="${path}"]`)), filled);
    const order = await page.evaluate(() => [...document.querySelectorAll("[data-path]:is(input, textarea, select)")].map((one) => one.dataset.path));
    assert.deepEqual(filled.filter((path) => !order.includes(path)), [], "there is a field for everything the report says");
    for (const path of order.filter((path) => filled.includes(path))) {
        await hands.write(field(path), rest[path].replace(/\n+$/, ""));
    }
}
