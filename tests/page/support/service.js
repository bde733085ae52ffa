// The program, serving: one for all tests, and further ones for the tests that stop theirs.

import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

import { folder, output, program, room, root } from "./tools.js";

let shared;

/** The service all tests share, started at the first call. */
export function service() {
    shared ??= Service.start();
    return shared;
}

/** Ends the shared one. */
export async function stop() {
    if (shared) await (await shared).stop();
}

/** A running service. */
export class Service {
    /** Starts one, on a free port or on that of one that was stopped, with further arguments. */
    static async start({ port = 0, args = [] } = {}) {
        const all = ["serve", "--listen", `127.0.0.1:${port}`, "--fonts", path.join(root, "fonts")];
        const help = await output(program, "serve", "--help");
        if (help.includes("--data ")) all.push("--data", folder("data"));
        const child = spawn(program, [...all, ...args], { stdio: ["ignore", "pipe", "pipe"] });
        child.stderr.pipe(createWriteStream(path.join(room, "service.log"), { flags: "a" }));
        const line = await new Promise((resolve, reject) => {
            createInterface({ input: child.stdout }).once("line", resolve);
            child.once("exit", (code) => reject(new Error(`the service ended with ${code}`)));
        });
        const service = new Service();
        service.child = child;
        service.origin = line.trim();
        service.port = Number(new URL(service.origin).port);
        return service;
    }

    /** Ends it and waits for the end. */
    async stop() {
        if (this.child.exitCode !== null) return;
        const ended = new Promise((done) => this.child.once("exit", done));
        this.child.kill("SIGTERM");
        await ended;
    }

    /** JSON of an address; of the answer to `body`, where there is one. */
    async json(address, body) {
        // A text would be sent as text/plain, as a form of a foreign page can.
        const answer = await fetch(this.origin + address, body && { method: "POST", body: Buffer.from(body) });
        if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
        return answer.json();
    }
}
