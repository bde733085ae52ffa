// What the tests stand on: the room they write in, the program, and the two packages, which
// tests/page/install puts under target/page and not beside the code.

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Root of the repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));
/** Where everything is written that the tests make. */
export const room = path.join(root, "target/page");
const need = createRequire(path.join(room, "package.json"));

export const { chromium } = need("playwright-core");
/** Source of axe-core, a script. */
export const { source: axe } = need("axe-core");

/** The program under test. */
export const program = process.env.CHENGBAO_PROGRAM;
/** Whether the reference pictures are to be written anew. */
export const bless = process.env.CHENGBAO_BLESS === "1";

/** Runs a program and gives what it printed. */
export async function output(command, ...args) {
    const run = promisify(execFile);
    const { stdout } = await run(command, args, { maxBuffer: 1 << 28 });
    return stdout;
}

/** A new folder of the room. */
export function folder(name) {
    const runs = path.join(room, "runs");
    mkdirSync(runs, { recursive: true });
    return mkdtempSync(path.join(runs, `${name}-`));
}

/** A test case; left out where CHENGBAO_PAGE_ONLY names others. */
export function claim(name, body) {
    const only = process.env.CHENGBAO_PAGE_ONLY ?? "";
    if (name.includes(only)) test(name, { timeout: 300_000 }, body);
}

/** Waits until `what` gives something, and gives it; fails with `why` after `ms` milliseconds. */
export async function until(what, why, ms = 10_000) {
    const end = Date.now() + ms;
    for (;;) {
        const got = await what();
        if (got) return got;
        if (Date.now() > end) throw new Error(`not within ${ms} ms: ${why}`);
        await new Promise((done) => setTimeout(done, 50));
    }
}
