// Debian's Chromium, and guests in it: each a fresh profile whose every request, error and refusal
// is held against it when its test ends.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";

import { service } from "./service.js";
import { chromium, output, room } from "./tools.js";

/** The browser's own log of the network. */
export const netLog = path.join(room, "net-log.json");
/** Every address any page asked for. */
export const asked = new Set();

let running;

async function browser() {
    running ??= launch();
    return running;
}

async function launch() {
    rmSync(netLog, { force: true });
    const executablePath = (await output("which", "chromium")).trim();
    return chromium.launch({
        executablePath,
        headless: true,
        args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // It would ask its maker about every field it sees.
            "--disable-features=AutofillServerCommunication,NetworkTimeServiceQuerying",
            // What it asks of its own accord gets nowhere.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--force-color-profile=srgb",
            `--log-net-log=${netLog}`,
        ],
    });
}

/** Ends the browser, which completes its log. */
export async function close() {
    if (!running) return;
    const ended = running;
    running = undefined;
    await (await ended).close();
}

/**
 * A fresh profile for one test. `away`: the service is stopped on the way, so that requests may
 * fail; `refused`: it may answer 4xx; nothing else may be wrong. Dialogs are accepted and kept in `dialogs`.
 */
export async function guest(test, { width = 1280, height = 900, at, away = false, refused = false, opens = true } = {}) {
    const { origin } = at ?? (await service());
    const context = await (await browser()).newContext({
        viewport: { width, height },
        locale: "zh-CN",
        timezoneId: "Asia/Shanghai",
        baseURL: origin,
        acceptDownloads: true,
    });
    context.setDefaultTimeout(30_000);
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    const wrong = [];
    const dialogs = [];
    const isExpected = (text) =>
        (away && /ERR_CONNECTION|ERR_EMPTY_RESPONSE|Failed to fetch/.test(text)) ||
        (refused && /status of 4\d\d/.test(text));
    context.on("request", (request) => asked.add(request.url()));
    context.on("page", (page) => {
        page.on("pageerror", (error) => wrong.push(`error: ${error.stack ?? error}`));
        page.on("console", (message) => {
            const text = `${message.type()}: ${message.text()} ${message.location().url}`;
            if (["error", "warning"].includes(message.type()) && !isExpected(text)) wrong.push(text);
        });
        page.on("dialog", (dialog) => {
            dialogs.push(`${dialog.type()}: ${dialog.message()}`);
            dialog.accept().catch(() => {});
        });
    });
    await context.exposeBinding("refusedByPolicy", (_, text) => wrong.push(`refused by CSP: ${text}`));
    await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) =>
            window.refusedByPolicy(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
        );
    });
    test.after(async () => {
        await context.close();
        assert.deepEqual(wrong, [], "what the browser complained of");
    });
    return { context, dialogs, page: opens ? await opened(context) : undefined };
}

/** A further tab of the same profile, ready to be typed into. */
export async function opened(context) {
    const page = await context.newPage();
    await page.goto("/");
    await page.locator("input[data-path]").first().waitFor();
    return page;
}
