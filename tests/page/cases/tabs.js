// Two tabs of one profile at once: whichever way the page settles it, nothing typed is silently lost.

import assert from "node:assert/strict";

import { guest, opened } from "../support/browser.js";
import { field, Mouse } from "../support/hands.js";
import { cells, held } from "../support/report.js";
import { claim, until } from "../support/tools.js";

claim("tabs: what two tabs were given is still there, or the page says that it is not", async (test) => {
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
    const words = [await one.locator("#status").textContent(), await two.locator("#status").textContent()];
    const isSaid = words.some((text) => /另一个窗口/.test(text));

    // Each tab still shows what it was given …
    assert.equal((await held(one))[c.path], "333");
    assert.equal((await held(two))[b.path], "222");
    // … and after both are closed all of it is kept, or it was said that it would not be.
    await two.close();
    await one.reload();
    await one.locator(field(a.path)).waitFor();
    const { [a.path]: first, [b.path]: second, [c.path]: third } = await held(one);
    if (!isSaid) assert.deepEqual([first, second, third], ["111", "222", "333"]);
    assert.equal(first, "111");
    assert.ok(second === "222" || third === "333", "one of them at least");
});
