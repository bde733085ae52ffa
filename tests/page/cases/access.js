// axe-core finds nothing serious, in every state and at both widths; nothing needs sideways scrolling
// but the tables themselves.

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { STATES } from "../support/states.js";
import { axe, claim } from "../support/tools.js";

for (const width of [1280, 390]) {
    for (const [name, reach] of Object.entries(STATES)) {
        claim(`access: ${name} at ${width}`, async (test) => {
            const { page } = await guest(test, { width, height: width === 390 ? 844 : 900 });
            await reach(page);
            await judged(page, test);
            await page.locator("#lang").click();
            await page.waitForTimeout(800);
            await judged(page, test);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.equal(wide, 0, "the page itself does not scroll sideways");
        });
    }
}

async function judged(page, test) {
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    assert.ok(passes.length > 10, "axe has looked");
    const told = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")} (${nodes.length})`);
    for (const one of told) test.diagnostic(one);
    assert.deepEqual(told.filter((one) => /^(serious|critical)/.test(one)), []);
}
