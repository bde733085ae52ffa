// The page looks as it did, in every state and at both widths (tests/page/reference).

import assert from "node:assert/strict";

import { guest } from "../support/browser.js";
import { compared } from "../support/pictures.js";
import { STATES } from "../support/states.js";
import { claim } from "../support/tools.js";

for (const width of [1280, 390]) {
    for (const [name, reach] of Object.entries(STATES)) {
        claim(`looks: ${name} at ${width}`, async (test) => {
            const { page } = await guest(test, { width, height: width === 390 ? 844 : 900 });
            await reach(page);
            await page.mouse.move(0, 0);
            const png = await page.screenshot();
            assert.equal(await compared(page, `${name}-${width}`, png), undefined);
        });
    }
}
