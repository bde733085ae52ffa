// Two tabs of one profile at once: nothing that either was given is lost.

import assert from "node:assert/strict";

import { guest, opened } from "../support/browser.js";
import { field, Mouse } from "../support/hands.js";
import { cells, held } from "../support/report.js";
import { claim, until } from "../support/tools.js";

claim("tabs: what two tabs were given is in both, and kept", async (test) => {
    const { context, page: one } = await guest(test);
    await new Mouse(one).choose("#form", "zfxxgk-2021");
    const [a, b, c] = await cells("zfxxgk-2021");
    await new Mouse(one).write(field(a.path), "111");
    const two = await opened(context);
    await two.bringToFront();
    await until(async () => (await held(two))[a.path] === "111", "the second tab has what the first was given");
    await new Mouse(two).write(field(b.path), "222");
    await one.bringToFront();
    await new Mouse(one).write(field(c.path), "333");
    // Each shows what the other was given …
    const all = async (page) => [a, b, c].map(((values) => ({ path }) => values[path])(await held(page))).join();
    await until(async () => (await all(one)) === "111,222,333", "the first tab has everything");
    await until(async () => (await all(two)) === "111,222,333", "the second tab has everything");
    // … and all of it is kept when one is closed.
    await two.close();
    await one.reload();
    await one.locator(field(a.path)).waitFor();
    assert.equal(await all(one), "111,222,333");
});
